import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Asked, Clients } from './clients';
import { dns } from './dns';
import { plot } from './plot';
import { selector } from './selector';
import { defaultAction, registration, Way, weights } from './ways';
import { ROOT } from '../../integ/project';
import { clientOptions } from '../../integ/rig/aws/client-options';
import { StartedAws, startAws } from '../../integ/rig/aws/start';
import { startKube } from '../../integ/rig/kube/control-plane';
import { until } from '../../integ/rig/processes/until';
import { ensureTools } from '../../integ/rig/tools/ensure-tools';
import { makeEntry } from '../switch/entry';

/** Seconds before and after the change. */
const [BEFORE, AFTER, AFTER_DNS] = [3, 20, 90];
/** Calls that change traffic, and pods' way into it. */
const WRITES = ['ModifyRule', 'ModifyListener', 'RegisterTargets', 'DeregisterTargets', 'POST /2013-04-01'];

/** What one way came to. */
export interface Outcome {
  readonly name: string;
  readonly asked: readonly Asked[];
  /** When the change was begun, of performance.now(). */
  readonly moved: number;
  readonly writes: number;
}

/**
 * The ways to move traffic from one colour to another, under the same load, each in a run of its own: 8 clients with short
 * requests, 4 whose answers take 5 s. A plot is written to docs/strategies.svg.
 */
export async function benchStrategies(dir: string): Promise<string> {
  const tools = await ensureTools();
  const [aws, kube] = await Promise.all([startAws(tools, dir), startKube(tools, join(dir, 'kube'))]);
  const elbv2 = new ElasticLoadBalancingV2Client(clientOptions(aws));
  const healthCheck = { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 2, HealthyThresholdCount: 2 };
  const entry = await makeEntry(aws, healthCheck);
  const ground = { elbv2, entry };
  const byService = await selector(kube, await portsOf(elbv2, entry.targetGroups));
  try {
    const group = { Name: 'shared', Protocol: 'HTTP' as const, Port: 3000, TargetType: 'ip' as const, VpcId: 'vpc-1' };
    const { TargetGroups } = await elbv2.send(new CreateTargetGroupCommand({ ...group, ...healthCheck }));
    const shared = TargetGroups![0].TargetGroupArn!;
    const outcomes: Outcome[] = [];
    const measured = async (way: Way, seconds: number) => outcomes.push(await measure(aws, entry.origin, way, seconds));
    await measured(await weights(ground), AFTER);
    const again = await registration(ground, shared);
    await until('the shared target group is healthy', 60, async () => {
      const { TargetHealthDescriptions } = await elbv2.send(
        new DescribeTargetHealthCommand({ TargetGroupArn: shared }),
      );
      return TargetHealthDescriptions![0].TargetHealth!.State === 'healthy';
    });
    await measured(again, AFTER);
    await measured(byService, AFTER);
    const listener = await defaultAction(ground);
    const byName = await dns(ground, aws);
    await measured(byName, AFTER_DNS);
    await measured(listener, AFTER);
    await writeFile(join(ROOT, 'docs', 'strategies.svg'), plot(outcomes, BEFORE, AFTER));
    return table(outcomes);
  } finally {
    await byService.stop();
    entry.stop();
    await Promise.all([kube.stop(), aws.stop()]);
  }
}

async function measure(aws: StartedAws, balancer: string, way: Way, seconds: number): Promise<Outcome> {
  const { name, host, keep, origin = () => balancer, move } = way;
  const common = { origin, host, keep };
  const short = new Clients({ ...common, connections: 8, path: '/' });
  const long = new Clients({ ...common, connections: 4, path: '/slow' });
  await sleep(BEFORE * 1000);
  const mark = aws.calls.mark();
  const moved = performance.now();
  await move();
  await sleep(seconds * 1000);
  const asked = (await Promise.all([short.stop(), long.stop()])).flat();
  const writes = aws.calls.changes(mark).filter((call) => WRITES.some((one) => call.startsWith(one))).length;
  // A Service is changed by one call of Kubernetes' API, which the rig does not count.
  return { name, asked, moved, writes: writes || 1 };
}

/** Seconds after the change at which the last request was begun that the old colour answered. */
export function cleanAfter({ asked, moved }: Outcome): number {
  const late = asked.filter(({ began, color }) => color === 'blue' && began > moved);
  return Math.max(0, ...late.map(({ began }) => (began - moved) / 1000));
}

function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => {
    const { name, asked, writes } = outcome;
    const failed = asked.filter(({ failure }) => failure !== undefined);
    const cut = failed.filter((one) => one.cut).length;
    const why = [...new Set(failed.map(({ failure }) => failure))].slice(0, 3).join('; ');
    const cells = [asked.length, failed.length - cut, cut, cleanAfter(outcome).toFixed(2), writes];
    return `| ${[name, ...cells].join(' | ')} |${why && ` ${why}`}`;
  });
  return [
    '| way | requests | failed | cut | s until clean | writes |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

async function portsOf(elbv2: ElasticLoadBalancingV2Client, groups: Readonly<Record<string, string>>) {
  const ports = Object.entries(groups).map(async ([color, TargetGroupArn]) => {
    const { TargetHealthDescriptions } = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    return [color, TargetHealthDescriptions![0].Target!.Port!] as const;
  });
  return Object.fromEntries(await Promise.all(ports));
}
