import assert from 'node:assert/strict';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT } from './project';
import { EXAMPLES, synth } from '../examples/synth';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';

type Stacks = Record<string, any>;

let folder: TemporaryFolder;
let demo: Stacks;
let sandbox: Stacks;

before(async () => {
  folder = await temporaryFolder('docnow-examples-');
  [demo, sandbox] = [await read('demo.docnow.io'), await read('sandbox')];
});

after(() => folder?.delete());

async function read(example: string): Promise<Stacks> {
  await mkdir(join(folder.path, example));
  const stacks = join(await synth(example, join(folder.path, example)), 'stacks');
  const files = (await readdir(stacks)).map(async (name) => [
    name,
    await readFile(join(stacks, name, 'cdk.tf.json'), 'utf8'),
  ]);
  return Object.fromEntries((await Promise.all(files)).map(([name, text]) => [name, JSON.parse(text)]));
}

/** What a stack is made of: the type and construct of each block, whatever the number of zones. */
function kinds(stack: any): string[] {
  const blocks = ['resource', 'data', 'variable', 'output'].flatMap((block) =>
    Object.entries<any>(stack[block] ?? {}).flatMap(([type, named]) => {
      const all = block === 'resource' || block === 'data' ? Object.values<any>(named) : [named];
      return all.map((one) => `${block} ${type} ${one['//']?.metadata?.path ?? ''}`.replace(/\d+/g, 'N'));
    }),
  );
  return [...new Set(blocks)].sort();
}

void test('the sandbox is the same program as demo.docnow.io: the same stacks, of the same constructs', () => {
  assert.deepEqual(Object.keys(sandbox), Object.keys(demo));
  for (const [name, stack] of Object.entries(demo)) {
    const values = (kind: string) => !/output .*cross-stack-output/.test(kind);
    assert.deepEqual(kinds(sandbox[name]).filter(values), kinds(stack).filter(values), name);
  }
});

void test('the sandbox differs in what it costs', () => {
  const all = (stacks: Stacks, type: string) => Object.values<any>(stacks.cluster.resource[type]);
  const count = (stacks: Stacks, type: string) => all(stacks, type).length;
  assert.deepEqual([count(demo, 'aws_nat_gateway'), count(sandbox, 'aws_nat_gateway')], [3, 1]);
  const bought = (stacks: Stacks) =>
    all(stacks, 'aws_eks_node_group').map((one) => [one.capacity_type, one.scaling_config.min_size]);
  assert.deepEqual(bought(demo), [
    ['ON_DEMAND', 2],
    ['ON_DEMAND', 3],
  ]);
  assert.deepEqual(bought(sandbox), [
    ['SPOT', 1],
    ['ON_DEMAND', 2],
  ]);
  assert.ok(!/"prevent_destroy": true/.test(JSON.stringify(sandbox)), 'something of the sandbox refuses to go');
});

void test('each example says in its README what it costs', async () => {
  for (const example of EXAMPLES) {
    const text = await readFile(join(ROOT, 'examples', example, 'README.md'), 'utf8');
    if (!text.includes('USD')) {
      assert.match(text, /costs nothing/, example);
      continue;
    }
    const cells = text
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const rows = cells.filter(([, , many, each]) => /^[\d.]+$/.test(many) && /^[\d.]+$/.test(each));
    const sum = rows.reduce((sofar, [, what, many, each, together]) => {
      assert.ok(Math.abs(Number(many) * Number(each) - Number(together)) < 0.011, `${example}: ${what}`);
      return sofar + Number(together);
    }, 0);
    const total = cells
      .find(([, what]) => what.startsWith('**together'))!
      .filter((cell) => /^\*\*[\d.]+\*\*$/.test(cell))[0];
    assert.equal(`**${sum.toFixed(2)}**`, total, example);
  }
});

void test('what runs on a laptop knows no cloud, and keeps its states beside it', async () => {
  for (const example of ['local', 'custom']) {
    const stacks = await read(example);
    assert.ok(Object.keys(stacks).length >= 5);
    for (const [name, { terraform }] of Object.entries(stacks)) {
      assert.deepEqual(Object.keys(terraform.required_providers).sort(), ['helm', 'kubernetes'], name);
      assert.deepEqual(Object.keys(terraform.backend), ['local'], name);
    }
  }
});
