import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTurn } from './in-turn';
import { Synthesized } from './programs/bare-stacks';
import { report } from './report';
import { Workplace } from './workplace';

const SYNTH = (outdir: string, stacks: string) => `
  const app = new (require('cdktf').App)({ outdir: '${outdir}', skipValidation: true });
  ${stacks}
  app.synth();`;

/** What the example's stacks take together, loading included, against a bare program that writes the same. */
export async function benchSynth(place: Workplace): Promise<string> {
  await place.add('stacks', 'examples/demo.docnow.io/stacks.ts');
  await place.add('bare-stacks', 'bench/programs/bare-stacks.ts');
  const ours = () => place.run(SYNTH('ours', "require('./stacks').stacks(app);"));
  await ours();
  const stacks = await written(join(place.path, 'ours'));
  await writeFile(join(place.path, 'synthesized.json'), JSON.stringify(stacks));
  const bare = SYNTH('bare', "require('./bare-stacks').bareStacks(app, synthesized);");
  const baseline = () => place.run(bare, "const synthesized = require('./synthesized.json');");
  const pairs = await inTurn({ ours, baseline }, 7);
  assert.deepEqual(await written(join(place.path, 'bare')), stacks, 'the bare program writes something else');
  const resources = Object.values(stacks).flatMap(({ resource = {}, data = {} }) =>
    [...Object.values(resource), ...Object.values(data)].flatMap((named) => Object.keys(named)),
  );
  const title = `synth of ${Object.keys(stacks).length} stacks, ${resources.length} resources and data sources`;
  return report(title, { ours: 'the constructs', baseline: 'bare cdktf', limits: { seconds: 2 } }, pairs);
}

/** What was written, by the stack's name, without cdktf's notes on where each block comes from. */
async function written(outdir: string): Promise<Record<string, Synthesized>> {
  const names = await readdir(join(outdir, 'stacks'));
  const read = async (name: string) => {
    const text = await readFile(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8');
    return [name, JSON.parse(text, (key, value) => (key === '//' ? undefined : value))] as const;
  };
  return Object.fromEntries(await Promise.all(names.sort().map(read)));
}
