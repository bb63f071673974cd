import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, Op, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import {
  AlarmsQuiet,
  AlbWeights,
  BlueGreenSwitch,
  CertificateValid,
  Color,
  GuardContext,
  HealthyTargets,
  IGuard,
  IKubernetesCluster,
  ReadyReplicas,
  SameSchema,
  SmokeTest,
  WayBack,
  WorkersExclusive,
} from '../../src';

const cluster: IKubernetesCluster = {
  capabilities: [],
  connect: (scope) => {
    const stack = TerraformStack.of(scope);
    if (!stack.node.tryFindChild('kubernetes')) new KubernetesProvider(stack, 'kubernetes');
  },
};
const elsewhere = { cluster, namespaces: {} };

function guardedBy(guards?: IGuard[]): any {
  const stack = new TerraformStack(new App(), 'switch');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  new BlueGreenSwitch(stack, 'Switch', {
    strategy: new AlbWeights({ listenerArn: 'arn:of:listener', hostName: 'demo.docnow.io' }),
    targets: [Color.BLUE, Color.GREEN, Color.LEGACY].map((color) => ({
      color,
      targetId: `arn:of:${color.name}`,
      ...(color === Color.LEGACY ? { minHealthyTargets: 1 } : {}),
    })),
    guards,
  });
  const { resource, ...rest } = JSON.parse(Testing.synth(stack));
  const [rule] = Object.values<any>(resource.aws_lb_listener_rule);
  // After those that every switch has.
  return { ...rest, preconditions: rule.lifecycle.precondition.slice(4) };
}

/** What is asked of each colour, and when. */
const asked = (guards?: IGuard[]) =>
  guardedBy(guards).preconditions.map(({ condition }: any) =>
    /^\$\{(\S+) \? \((.*)\) : true\}$/.exec(condition)!.slice(1),
  );

/** A guard that asks the operator. */
class Ticket implements IGuard {
  public guard(scope: any, _id: string, { targets }: GuardContext) {
    const ticket = new TerraformVariable(TerraformStack.of(scope), 'ticket', { type: 'string', default: 'none' });
    return targets.map((one) =>
      one.require(Op.neq(ticket.stringValue, 'none'), `Name a ticket for ${one.target.color.name}.`),
    );
  }
}

describe('guards of a switch', () => {
  test('are asked of what gains traffic alone, and say how to go on without them', () => {
    const { preconditions } = guardedBy([new Ticket()]);
    expect(preconditions.map(({ condition }: any) => condition)).toEqual(
      ['blue', 'green', 'legacy'].map((color) => `\${local.advances_${color} ? ((var.ticket != "none")) : true}`),
    );
    expect(preconditions[1].error_message).toBe(
      "Name a ticket for green. In an emergency: -var skip_guards='the reason'.",
    );
  });

  test('want two healthy targets of a colour and one of the legacy server, or as many as told', () => {
    const healthy = (color: string, least: number) => [
      `local.gains_${color}`,
      `try(var.healthy_targets["${color}"], 0) >= ${least}`,
    ];
    expect(asked()).toEqual([healthy('blue', 2), healthy('green', 2), healthy('legacy', 1)]);
    expect(asked([new HealthyTargets({ min: 3 })])).toEqual([
      healthy('blue', 3),
      healthy('green', 3),
      healthy('legacy', 1),
    ]);
  });

  test('tell docnow-release what to hand in, and of what it is asked', () => {
    const figures = [
      new HealthyTargets(),
      new CertificateValid({ certificateArn: 'arn:of:certificate' }),
      new AlarmsQuiet({ alarmNames: ['one', 'two'] }),
    ];
    const { output, variable } = guardedBy(figures);
    expect(output.docnow_release_healthy_targets.value).toEqual({ blue: 2, green: 2, legacy: 1 });
    expect(output.docnow_release_certificate_days.value).toBe('arn:of:certificate');
    expect(output.docnow_release_quiet_minutes.value).toEqual(['one', 'two']);
    expect(variable.healthy_targets).toMatchObject({ type: 'map(number)', default: {}, nullable: false });
    expect(variable.certificate_days).toMatchObject({ type: 'number', default: -1, nullable: false });
    expect(variable.quiet_minutes).toMatchObject({ type: 'map(number)', default: {}, nullable: false });
  });

  test('ask the cluster about colours that are in it, once for all, and only when they gain', () => {
    const { data, preconditions } = guardedBy([
      new SmokeTest({ cluster }),
      new ReadyReplicas({ cluster }),
      new SameSchema({ cluster, namespaces: { green: 'new' } }),
    ]);
    const reads = Object.values<any>(data.kubernetes_resources);
    expect(reads.map(({ kind, namespace, count }) => [kind, namespace, count])).toEqual([
      ['Job', 'docnow-blue', '${local.advances_blue ? 1 : 0}'],
      ['Job', 'docnow-green', '${local.advances_green ? 1 : 0}'],
      ['Namespace', undefined, '${local.gains_green ? 1 : 0}'],
      ['Deployment', 'docnow-blue', '${local.gains_blue ? 1 : 0}'],
      ['Deployment', 'docnow-green', '${local.gains_green ? 1 : 0}'],
    ]);
    expect(preconditions).toHaveLength(5);
  });

  test.each<[string, IGuard[], string]>([
    [
      'no target healthy',
      [new HealthyTargets({ min: 0 })],
      'guards.HealthyTargets.min is 0, with which traffic could be sent where nobody answers. Use a whole number, 1 or more.',
    ],
    [
      'no pod ready',
      [new ReadyReplicas({ cluster, min: 0 })],
      'guards.ReadyReplicas.min is 0, with which traffic could be sent where nobody answers. Use a whole number, 1 or more.',
    ],
    [
      'no time for a test',
      [new SmokeTest({ cluster, minutes: 0 })],
      'guards.SmokeTest.minutes is 0, with which no test would count. Use a whole number, 1 or more.',
    ],
    [
      'half a day',
      [new CertificateValid({ certificateArn: 'arn', days: 0.5 })],
      'guards.CertificateValid.days is 0.5, with which it could end during the switch. Use a whole number, 1 or more.',
    ],
    [
      'no alarm',
      [new AlarmsQuiet({ alarmNames: [] })],
      'guards.AlarmsQuiet.alarmNames is [], so that nothing is asked. Name alarms, or leave the guard out.',
    ],
    [
      'an alarm twice',
      [new AlarmsQuiet({ alarmNames: ['a', 'a'] })],
      `guards.AlarmsQuiet.alarmNames is ["a","a"], in which 'a' stands twice. Name each once.`,
    ],
    [
      'no quiet',
      [new AlarmsQuiet({ alarmNames: ['a'], minutes: 0 })],
      'guards.AlarmsQuiet.minutes is 0, with which a quiet moment would do. Use a whole number, 1 or more.',
    ],
    [
      'no worker',
      [new WorkersExclusive({ cluster, workers: [] })],
      'guards.WorkersExclusive.workers is [], so that nothing is asked. Name one, or leave the guard out.',
    ],
    [
      'no colour in the cluster',
      [new SameSchema(elsewhere)],
      'guards.SameSchema.namespaces is {}, so that nothing is asked. Name a colour, or leave the guard out.',
    ],
    [
      'a colour that is none',
      [new ReadyReplicas({ cluster, namespaces: { red: 'red' } })],
      `guards.ReadyReplicas.namespaces is {"red":"red"}, of which 'red' is no target of the switch. Its targets are blue, green, legacy.`,
    ],
    [
      'data of nobody',
      [new WayBack({ cluster, ownData: { red: 'tweets' } })],
      `guards.WayBack.ownData is {"red":"tweets"}, of which 'red' is no target of the switch. Its targets are blue, green, legacy.`,
    ],
    [
      'the same figure twice',
      [new HealthyTargets(), new HealthyTargets({ min: 3 })],
      `guards is 'healthy_targets', the figure that two of them want handed in. Leave one of the two guards out.`,
    ],
  ])('are refused with %s', (_, guards, words) => {
    expect(() => guardedBy(guards)).toThrow(`switch/Switch: ${words}`);
  });
});

test('the page has the guard of one’s own that is proved', () => {
  const [page, proved] = ['docs/guards.md', 'integ/guards/no-freeze.ts'].map((file) =>
    readFileSync(join(__dirname, '../..', file), 'utf8'),
  );
  expect(page).toContain(proved.replace("'../../src'", "'@docnow/infra-constructs'"));
});
