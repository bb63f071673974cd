import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, Op, TerraformStack, TerraformVariable, Token, conditional } from 'cdktf';
import { Entry } from './entry';
import { AlbWeights, BlueGreenSwitch, Color, HealthyTargets } from '../../src';

/** The two that are measured: stacks of one rule each, for a host name each. */
export const HOSTS = { ours: 'ours.docnow.io', baseline: 'bare.docnow.io' };

/** Writes both stacks, `ours` and `baseline`. */
export function synthSwitches(
  outdir: string,
  { listenerArn, targetGroups }: Pick<Entry, 'listenerArn' | 'targetGroups'>,
): void {
  const app = new App({ outdir, skipValidation: true });
  const ours = stackIn(app, 'ours');
  new BlueGreenSwitch(ours, 'Switch', {
    strategy: new AlbWeights({ listenerArn, hostName: HOSTS.ours }),
    targets: [
      { color: Color.BLUE, targetId: targetGroups.blue },
      { color: Color.GREEN, targetId: targetGroups.green },
    ],
    guards: [new HealthyTargets({ min: 1 })],
  });

  // A rule by hand: no guards, nothing read, a variable that says where requests go.
  const baseline = stackIn(app, 'baseline');
  const active = new TerraformVariable(baseline, 'active_color', { type: 'string' });
  const weight = (color: string) => Token.asNumber(conditional(Op.eq(active.stringValue, color), 100, 0));
  const targetGroup = Object.entries(targetGroups).map(([color, arn]) => ({ arn, weight: weight(color) }));
  new LbListenerRule(baseline, 'Rule', {
    listenerArn,
    priority: 200,
    condition: [{ hostHeader: { values: [HOSTS.baseline] } }],
    action: [{ type: 'forward', forward: { targetGroup } }],
  });
  app.synth();
}

function stackIn(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  return stack;
}
