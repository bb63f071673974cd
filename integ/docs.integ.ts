import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { compiled } from './compiled';
import { USAGE } from './demo/options';
import { ROOT } from './project';
import { temporaryFolder } from './rig/processes/temporary-folder';
import { unmet } from './rig/requirements/requirements';
import { VARIABLE } from './rig/terraform/mirrors';
import { WANTED } from './rig/terraform/wanted';
import { RECIPES } from './rig/tools/recipes';
import { STACKS } from './story/demo-facts';
import { architecture, PICTURE } from '../docs/architecture';
import { combinations, PAGE } from '../docs/combinations';
import * as network from '../docs/network-policies';
import { Release } from '../src/environment/release/release';

const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const AGAIN = 'run `npx projen compile && npx projen docgen`, and commit what it makes';

/** What stands in backquotes or in a block of the README, a line each. */
function literals(): string[] {
  return [...read('README.md').matchAll(/```\w+\n(.*?)```|`([^`]+)`/gs)].flatMap(([, block, word]) =>
    (block ?? word).split('\n'),
  );
}

void test('the picture is what the stacks are', async () => {
  assert.ok(readFileSync(PICTURE, 'utf8') === (await architecture()), `docs/architecture.svg is not current: ${AGAIN}`);
});

void test('the page of what goes with what is what the constructs refuse', () => {
  assert.ok(readFileSync(PAGE, 'utf8') === combinations(), `docs/combinations.md is not current: ${AGAIN}`);
});

void test('the page of who may talk to whom is what is meant', () => {
  assert.ok(
    readFileSync(network.PAGE, 'utf8') === network.networkPolicies(),
    `${network.PAGE} is not current: ${AGAIN}`,
  );
});

void test('API.md is what the sources say', async () => {
  const run = (program: string, ...args: string[]) =>
    promisify(execFile)('npx', ['--no-install', program, ...args], { cwd: ROOT });
  const folder = await temporaryFolder('docnow-api-');
  try {
    await compiled();
    await run('jsii-docgen', '-o', join(folder.path, 'API.md'));
    const made = readFileSync(join(folder.path, 'API.md'), 'utf8');
    assert.ok(made === read('API.md'), `API.md is not current: ${AGAIN}`);
  } finally {
    await folder.delete();
  }
});

void test('what the README names is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const line of literals()) {
    for (const [, script] of line.matchAll(/npm run ([\w:]+)/g)) assert.ok(script in scripts, `npm run ${script}`);
    // What synth writes is there only afterwards.
    const [path] = /^(src|charts|examples|test|integ|docs)\/(?!.*cdktf\.out)[\w./-]*$/.exec(line) ?? [];
    if (path) assert.ok(existsSync(join(ROOT, path)), path);
    for (const [, stack] of line.matchAll(/-chdir=([a-z-]+)/g)) {
      assert.ok((STACKS as readonly string[]).includes(stack), line);
    }
  }
});

void test('the README names all that is needed, and how', () => {
  const readme = read('README.md');
  const names = (words: Iterable<string>) => {
    for (const word of words) assert.ok(readme.includes(word), `the README does not say ${word}`);
  };
  const nothing = { node: '0', terraform: undefined, go: undefined, cargo: undefined, cc: false, cache: '', free: 0 };
  const lacks = unmet({ ...nothing, toBuild: Object.values(RECIPES) });
  for (const lack of lacks) {
    const [, least] = /: (\d+\.\d+)\.\d+ or newer/.exec(lack) ?? [];
    if (least) names([`| ${least.replace('.0', '')} or newer |`]);
    names(/https:\S+[^.,\s]/.exec(lack) ?? []);
  }
  names([...USAGE.matchAll(/--\w+/g)].flat());
  names([
    ...Release.elasticsearchGeneration({ image: 'docnow:1' }).secretKeys,
    ...Object.values(WANTED),
    VARIABLE,
    'REQUIRE_PROVIDERS=1',
    'XDG_CACHE_HOME',
  ]);
});
