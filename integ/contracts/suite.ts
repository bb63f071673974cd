import assert from 'node:assert/strict';
import { TestContext } from 'node:test';
import { Platform } from './platform';
import { Run } from './run';
import { synth } from './stacks';
import { Rig } from '../rig/rig';

/** What the contracts in `src/platform` promise, seen on the API server, whatever the platform. */
export function suite(outer: TestContext, platform: Platform, rig: Rig): Promise<void> {
  return outer.test(`on ${platform.name}`, async (context) => {
    await platform.begin(rig);
    const run = new Run(platform, rig, synth(platform, rig));
    await run.init();
    await step(context, 'what a cluster is said to have, and lacks, is named at the plan', () => run.refused());
    await step(context, 'IKubernetesCluster: stacks of their own deploy to it', () => run.services());
    await step(context, 'a volume is made for a claim', () => run.block());
    await step(context, 'IEntry: pods are Ready, and as closed as they are told to be', () => run.colors());
    await step(context, 'IEntry: every pod answers requests, and those of its colour alone', () => run.requests());
    await step(context, 'ISharedVolume: all colours have the same files, which outlive their claims', () =>
      run.files(),
    );
    if (platform.traffic) {
      const name = 'ITrafficStrategy: one change in place, of what is there and not of what was';
      // The rig's own applier does not play what a switch reads.
      if (rig.providers.missing.length) await context.test(name, { skip: rig.providers.why });
      else await step(context, name, () => run.traffic());
    }
    await step(context, 'no secret stands in a synthesized file or a state', () => run.secrets());
    await step(context, 'all goes, and nothing is left', () => run.gone());
  });
}

/** Each step stands on those before it: after a failure the others are not begun. */
export async function step(context: TestContext, name: string, work: () => Promise<void>): Promise<void> {
  let done = false;
  await context.test(name, async () => {
    await work();
    done = true;
  });
  assert.ok(done, `${name}: failed`);
}
