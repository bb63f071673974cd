import { join } from 'node:path';
import { Entry, makeEntry } from './entry';
import { HOSTS, synthSwitches } from './stacks';
import { StartedAws, startAws } from '../../integ/rig/aws/start';
import { Load } from '../../integ/rig/load/load';
import { Variables } from '../../integ/rig/stack-runner';
import { findProviders, Providers } from '../../integ/rig/terraform/providers';
import { TerraformRunner } from '../../integ/rig/terraform/runner';
import { ensureTools } from '../../integ/rig/tools/ensure-tools';
import { Tools } from '../../integ/rig/tools/tools';
import { inTurn, Sample } from '../in-turn';
import { report } from '../report';

type Color = 'blue' | 'green';
const OTHER = { blue: 'green', green: 'blue' } as const;

/**
 * What `terraform apply` of a switch takes while requests flow, against a rule by hand that has no guards. Both stacks
 * keep their states in files, so that no lock or bucket is in it; a load balancer and its targets are all there is of AWS.
 */
export async function benchSwitch(dir: string): Promise<string> {
  const tools = await ensureTools();
  const providers = await findProviders(tools, dir);
  const aws = await startAws(tools, dir);
  try {
    const entry = await makeEntry(aws);
    try {
      return await contest({ tools, providers, aws, dir }, entry);
    } finally {
      entry.stop();
    }
  } finally {
    await aws.stop();
  }
}

interface Ground {
  readonly tools: Tools;
  readonly providers: Providers;
  readonly aws: StartedAws;
  readonly dir: string;
}

async function contest(ground: Ground, entry: Entry): Promise<string> {
  synthSwitches(join(ground.dir, 'out'), entry);
  const ours = await switcher(ground, 'ours', (to, from) => ({
    active_color: to,
    expected_current: from,
    healthy_targets: `{${to}=1}`,
  }));
  const baseline = await switcher(ground, 'baseline', (to) => ({ active_color: to }));
  const loads = Object.values(HOSTS).map((host) => Load.start({ origin: entry.origin, host, connections: 4 }));
  const pairs = await inTurn({ ours, baseline }, 5);
  const [under, other] = await Promise.all(loads.map((load) => load.stop()));
  const served = (name: string, { requests, failed }: typeof under) =>
    `${name}: ${requests} requests, ${failed} failed`;
  const table = report('switch under load, plan and apply', { ours: 'the switch', baseline: 'a bare rule' }, pairs);
  return `${table}  ${served('the switch', under)}; ${served('a bare rule', other)}; 1 call of ModifyRule each time\n`;
}

/** A stack applied once, with requests to blue. @returns what switches to the other colour, each time it is called */
async function switcher(
  { aws, dir, tools, providers }: Ground,
  name: string,
  variables: (to: Color, from: Color | 'none') => Variables,
): Promise<() => Promise<Sample>> {
  const runner = new TerraformRunner(name, join(dir, 'out', 'stacks', name), { tools, aws, providers, dir });
  await runner.init();
  await runner.apply(variables('blue', 'none'));
  let current: Color = 'blue';
  return async () => {
    const mark = aws.calls.mark();
    const began = performance.now();
    const { add, change, destroy } = await runner.apply(variables(OTHER[current], current));
    const seconds = (performance.now() - began) / 1000;
    const modified = aws.calls.count('ModifyRule', mark);
    if (modified !== 1 || change !== 1 || add + destroy > 0) {
      throw new Error(`${name}: not a switch: ${add}/${change}/${destroy} changed by ${modified} calls of ModifyRule`);
    }
    current = OTHER[current];
    return { seconds };
  };
}
