import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { peer, VARIABLE } from './peer';
import { StartedAws, startAws } from '../../integ/rig/aws/start';
import { Changes } from '../../integ/rig/stack-runner';
import { mirrorFolders } from '../../integ/rig/terraform/mirrors';
import { findProviders } from '../../integ/rig/terraform/providers';
import { TerraformRunner } from '../../integ/rig/terraform/runner';
import { ensureTools } from '../../integ/rig/tools/ensure-tools';
import { DocNowCluster, NatGateways, Network } from '../../src';
import { inTurn, Sample } from '../in-turn';
import { report } from '../report';

/** A network and a cluster with two groups of nodes, made, planned again and destroyed, against the field's modules. */
export async function benchCluster(dir: string): Promise<string> {
  const tools = await ensureTools();
  const found = await findProviders(tools, dir);
  const providers = process.env[VARIABLE] ? { ...found, cliConfig: await mirrorsOnly(dir) } : found;
  const aws = await startAws(tools, dir);
  try {
    const out = join(dir, 'out');
    synthOurs(out, aws.region);
    await mkdir(join(out, 'stacks', 'peer'));
    await writeFile(join(out, 'stacks', 'peer', 'cdk.tf.json'), JSON.stringify(peer(aws.region)));
    const runner = async (name: string) => {
      const one = new TerraformRunner(name, join(out, 'stacks', name), { tools, aws, providers, dir });
      await one.init();
      return () => life(one, aws);
    };
    const contest = { ours: await runner('ours'), baseline: await runner('peer') };
    const pairs = await inTurn(contest, 2);
    const titles = { ours: 'DocNowCluster', baseline: 'terraform-aws-modules' };
    return report('network and cluster, on the emulated AWS', titles, pairs);
  } finally {
    await aws.stop();
  }
}

function synthOurs(outdir: string, region: string): void {
  const app = new App({ outdir, skipValidation: true });
  const stack = new TerraformStack(app, 'ours');
  new AwsProvider(stack, 'aws', { region });
  const network = Network.isolated({ cidr: '10.42.0.0/16', natGateways: NatGateways.ONE });
  new DocNowCluster(stack, 'Cluster', { name: 'ours', network });
  app.synth();
}

/** From nothing to nothing. What a second plan would change is a figure, too: the emulated AWS reads some things back changed. */
async function life(runner: TerraformRunner, aws: StartedAws): Promise<Sample> {
  const mark = aws.calls.mark();
  const [applied, apply] = await timed(() => runner.apply());
  const [planned, plan] = await timed(() => runner.plan());
  const [, destroy] = await timed(() => runner.destroy());
  return {
    resources: applied.add,
    'apply, s': apply,
    'plan, s': plan,
    'planned anew': planned.add + planned.change + planned.destroy,
    'destroy, s': destroy,
    'API calls': aws.calls.mark() - mark,
  };
}

async function timed(work: () => Promise<Changes>): Promise<[Changes, number]> {
  const began = performance.now();
  const changes = await work();
  return [changes, (performance.now() - began) / 1000];
}

/** The modules ask for providers that the rig does not: with copies of the modules come mirrors that have them. */
async function mirrorsOnly(dir: string): Promise<string> {
  const file = join(dir, 'mirrors.tfrc');
  const mirrors = mirrorFolders().filter((path) => existsSync(path));
  const lines = mirrors.map((path) => `  filesystem_mirror {\n    path = ${JSON.stringify(path)}\n  }`);
  await writeFile(file, ['provider_installation {', ...lines, '}', ''].join('\n'));
  return file;
}
