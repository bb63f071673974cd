import assert from 'node:assert/strict';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Check, Reach } from './check';
import { clientOptions } from '../rig/aws/client-options';

/** What the switch was told. */
export interface SwitchFacts {
  /** The load balancer's name, with which the names of its target groups begin. */
  readonly name: string;
  readonly hostName: string;
  /** Each colour's part in percent, those too that get nothing: `{ blue: 0, green: 100, legacy: 0 }`. */
  readonly weights: Readonly<Record<string, number>>;
}

function elb({ aws }: Reach): ElasticLoadBalancingV2Client {
  return new ElasticLoadBalancingV2Client(clientOptions(aws));
}

/** The rules that somebody made, of all listeners. */
async function rules(reach: Reach, name: string): Promise<Rule[]> {
  const { LoadBalancers = [] } = await elb(reach).send(new DescribeLoadBalancersCommand({}));
  const balancer = LoadBalancers.find(({ LoadBalancerName }) => LoadBalancerName === name);
  if (!balancer) return [];
  const { LoadBalancerArn } = balancer;
  const { Listeners = [] } = await elb(reach).send(new DescribeListenersCommand({ LoadBalancerArn }));
  const found = await Promise.all(
    Listeners.map(({ ListenerArn }) => elb(reach).send(new DescribeRulesCommand({ ListenerArn }))),
  );
  return found.flatMap(({ Rules = [] }) => Rules).filter(({ IsDefault }) => !IsDefault);
}

/** The target groups that the switch is between, with their colours. */
async function colorOfGroup(reach: Reach, name: string): Promise<Map<string, string>> {
  const { TargetGroups = [] } = await elb(reach).send(new DescribeTargetGroupsCommand({}));
  const own = TargetGroups.filter((group) => group.TargetGroupName!.startsWith(`${name}-`));
  return new Map(own.map((group) => [group.TargetGroupArn!, group.TargetGroupName!.slice(name.length + 1)]));
}

/** What must hold after each apply of the switch, as Elastic Load Balancing tells it. */
export const checks: Check<SwitchFacts>[] = [
  {
    name: 'switch: one rule, about requests to the host',
    run: async (reach, { name, hostName }) => {
      const found = await rules(reach, name);
      assert.deepEqual(
        found.map(({ Conditions = [] }) =>
          Conditions.map(({ Field, HostHeaderConfig }) => [Field, HostHeaderConfig?.Values]),
        ),
        [[['host-header', [hostName]]]],
      );
    },
  },
  {
    name: 'switch: all target groups attached to the rule, with exactly these weights',
    run: async (reach, { name, weights }) => {
      const [{ Actions = [] }] = await rules(reach, name);
      assert.deepEqual(
        Actions.map(({ Type }) => Type),
        ['forward'],
      );
      const colors = await colorOfGroup(reach, name);
      const groups = Actions[0].ForwardConfig?.TargetGroups ?? [];
      assert.equal(groups.length, colors.size);
      assert.deepEqual(
        Object.fromEntries(groups.map(({ TargetGroupArn, Weight }) => [colors.get(TargetGroupArn!), Weight])),
        weights,
      );
    },
  },
  {
    name: 'switch: clients stick to a colour during a canary alone',
    run: async (reach, { name, weights }) => {
      const [{ Actions = [] }] = await rules(reach, name);
      const canary = Object.values(weights).filter((weight) => weight > 0).length > 1;
      assert.equal(Actions[0].ForwardConfig?.TargetGroupStickinessConfig?.Enabled ?? false, canary);
    },
  },
];

/** What must hold after the switch was destroyed, whether or not the load balancer still stands. */
export const goneChecks: Check<SwitchFacts>[] = [
  {
    name: 'switch: no load balancer of that name has a rule left',
    run: async (reach, { name }) => assert.deepEqual(await rules(reach, name), []),
  },
];
