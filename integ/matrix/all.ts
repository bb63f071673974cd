import assert from 'node:assert/strict';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Combination, COMBINATIONS, makeCluster, refusal } from './combinations';
import { inventory } from '../checks/cluster/inventory';
import { makeByHand } from '../checks/cluster/network-by-hand';
import { startAws } from '../rig/aws/start';
import { temporaryFolder } from '../rig/processes/temporary-folder';
import { findProviders } from '../rig/terraform/providers';
import { TerraformRunner } from '../rig/terraform/runner';
import { ensureTools } from '../rig/tools/ensure-tools';

const NOTHING = { add: 0, change: 0, destroy: 0 };

/**
 * `npm run integ:all`: every combination that is not refused, for real: applied, planned again with nothing to do, destroyed, and
 * nothing left. Those of one compute and autoscaler stand in one stack, since most of the time is spent waiting.
 */
async function main(): Promise<void> {
  const folder = await temporaryFolder('docnow-matrix-');
  const tools = await ensureTools();
  const [aws, providers] = await Promise.all([startAws(tools, folder.path), findProviders(tools, folder.path)]);
  try {
    const there = await makeByHand({ aws });
    const before = await inventory({ aws });
    for (const [title, batch] of batches(process.argv.slice(2))) {
      const began = performance.now();
      const name = title.toLowerCase().replace(/\W+/g, '-');
      const out = join(folder.path, `${name}-out`);
      synth(out, name, batch, there);
      const stack = new TerraformRunner(name, join(out, 'stacks', name), { tools, aws, providers, dir: folder.path });
      await stack.init();
      const { add } = await stack.apply();
      assert.deepEqual(await stack.plan(), NOTHING, `${title}: a second plan is not empty`);
      assert.deepEqual(await stack.destroy(), { ...NOTHING, destroy: add }, title);
      assert.deepEqual(await inventory({ aws }), before, `${title}: something is left, or was changed`);
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      console.log(`ok: ${title}: ${batch.length} clusters, one in each network; ${add} resources; ${seconds} s`);
    }
  } finally {
    await aws.stop();
    await folder.delete();
  }
}

/** By compute and autoscaler; only those whose title has all of the words that were asked for. */
function batches(words: string[]): Map<string, Combination[]> {
  const all = new Map<string, Combination[]>();
  for (const one of COMBINATIONS) {
    const title = `${one.compute} + ${one.autoscaler}`;
    if (refusal(one) !== undefined || !words.every((word) => title.includes(word))) continue;
    all.set(title, [...(all.get(title) ?? []), one]);
  }
  return all;
}

function synth(
  outdir: string,
  name: string,
  batch: Combination[],
  there: Parameters<typeof makeCluster>[3]['there'],
): void {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  batch.forEach((one, index) => makeCluster(stack, `docnow-${index}`, one, { cidr: `10.${index}.0.0/16`, there }));
  app.synth();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
