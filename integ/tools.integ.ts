import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { Facts } from './rig/requirements/facts';
import { checkRequirements, unmet } from './rig/requirements/requirements';
import { build } from './rig/tools/build';
import { placesOf } from './rig/tools/cache';
import { ensureTools } from './rig/tools/ensure-tools';
import { missing, wrongVersion } from './rig/tools/installed';
import { Recipe } from './rig/tools/recipe';
import { ACTIONLINT, HELM, KUBE_SCORE, PROMQL_CHECK, RECIPES } from './rig/tools/recipes';

let folder: TemporaryFolder;

before(async () => {
  folder = await temporaryFolder('docnow-tools-');
});

after(() => folder?.delete());

const GB = 1e9;
const good: Facts = {
  node: '20.20.2',
  terraform: '1.11.4',
  go: '1.26.8',
  cargo: '1.95.0',
  cc: true,
  cache: '/home/me/.cache/docnow-infra',
  free: 70 * GB,
  toBuild: [RECIPES.etcd, RECIPES.kwok, RECIPES.fakecloud],
};

void test('a machine that has everything lacks nothing', () => {
  assert.deepEqual(unmet(good), []);
  assert.deepEqual(unmet({ ...good, node: '22.0.0', terraform: '1.11.0', go: '1.24', cargo: '2.0.0' }), []);
});

void test('what is too old is named, with what is needed, what for, and where to get it', () => {
  assert.deepEqual(unmet({ ...good, node: '18.20.1', terraform: '1.9.5', go: '1.9.7', cargo: '1.88.0' }), [
    'Node 18.20.1 is too old: 20.0.0 or newer is needed. Get it from https://nodejs.org/en/download.',
    'Terraform 1.9.5 is too old: 1.11.0 or newer is needed. Get it from https://developer.hashicorp.com/terraform/install.',
    'Go 1.9.7 is too old: 1.24.0 or newer is needed to build etcd 3.6.5, kwok 0.7.0. Get it from https://go.dev/dl.',
    'cargo 1.88.0 is too old: 1.89.0 or newer is needed to build fakecloud 0.51.0. Get it from https://rustup.rs, or run: rustup update stable',
  ]);
});

void test('what is missing is named', () => {
  const bare = { ...good, terraform: undefined, go: undefined, cargo: undefined, cc: false };
  assert.deepEqual(unmet(bare), [
    'Terraform is not on PATH: 1.11.0 or newer is needed. Get it from https://developer.hashicorp.com/terraform/install.',
    'Go is not on PATH: 1.24.0 or newer is needed to build etcd 3.6.5, kwok 0.7.0. Get it from https://go.dev/dl.',
    'cargo is not on PATH: 1.89.0 or newer is needed to build fakecloud 0.51.0. Get it from https://rustup.rs, or run: rustup update stable',
    'A C compiler (cc) is not on PATH: one is needed to build fakecloud 0.51.0. Install one, such as: apt-get install build-essential',
  ]);
});

void test('a machine that has all tools needs no compiler, and less space', () => {
  assert.deepEqual(unmet({ ...good, go: undefined, cargo: undefined, cc: false, free: 2 * GB, toBuild: [] }), []);
  assert.deepEqual(unmet({ ...good, free: 0.25 * GB, toBuild: [] }), [
    '0.3 GB are free where /home/me/.cache/docnow-infra is: 1.0 GB are needed to run. ' +
      'Make room, or name a folder elsewhere by XDG_CACHE_HOME.',
  ]);
  assert.deepEqual(unmet({ ...good, free: 2 * GB, toBuild: [RECIPES.etcd] }), [
    '2.0 GB are free where /home/me/.cache/docnow-infra is: 8.0 GB are needed to build etcd 3.6.5. ' +
      'Make room, or name a folder elsewhere by XDG_CACHE_HOME.',
  ]);
});

void test('one error names all that this very machine lacks', async () => {
  const { PATH, XDG_CACHE_HOME } = process.env;
  Object.assign(process.env, { PATH: folder.path, XDG_CACHE_HOME: folder.path });
  try {
    await assert.rejects(checkRequirements(), ({ message }: Error) => {
      const [first, ...lines] = message.split('\n- ');
      assert.equal(first, 'This machine lacks what is needed:');
      const starts = ['Terraform is not', 'Go is not', 'cargo is not', 'A C compiler (cc) is not'];
      return starts.every((start, index) => lines[index].startsWith(start));
    });
  } finally {
    Object.assign(process.env, { PATH, XDG_CACHE_HOME });
    if (XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
  }
});

void test('a tool is built once, and says how it goes', async () => {
  const [cache, told] = [join(folder.path, 'once'), [] as string[]];
  const recipes = [scripted('one', `sleep 0.5; ${writes('one')}`), scripted('two', writes('two'))];
  const options = { cache, say: (line: string) => void told.push(line), pulse: 200 };
  await build(recipes, options);
  assert.equal(told[0], '1 of 2: one 1.0.0, 0 s of about 7 s');
  assert.ok(told.filter((line) => /^1 of 2: one 1\.0\.0, \d+ s of about 7 s$/.test(line)).length > 1, told.join('\n'));
  assert.match(told.at(-1)!, /^2 of 2: two 1\.0\.0, built in \d+ s$/);
  assert.deepEqual(await missing(recipes, cache), []);
  assert.deepEqual(
    readdirSync(join(cache, 'build')).filter((name) => !name.endsWith('.log')),
    [],
  );
  told.length = 0;
  await build(recipes, options);
  assert.deepEqual(told, []);
});

void test('a build that failed says its last lines, and goes on where it was', async () => {
  const cache = join(folder.path, 'failing');
  const recipe = scripted(
    'late',
    `if [ -e "$SCRATCH/half" ]; then ${writes('late')}; else
      mkdir -p "$SCRATCH"; touch "$SCRATCH/half"; seq 1 30; echo no more memory >&2; exit 3; fi`,
  );
  const options = { cache, say: () => {} };
  await assert.rejects(build([recipe], options), ({ message }: Error) => {
    const lines = message.split('\n');
    assert.match(
      lines[0],
      /^late 1\.0\.0 could not be built: sh ended with code 3\. The last lines of .*late-1\.0\.0\.log:$/,
    );
    assert.equal(lines.length, 22);
    assert.deepEqual([lines[1], lines[20]], ['12', 'no more memory']);
    assert.equal(lines[21], 'Mend that and run the same command again: what is built so far is kept.');
    return true;
  });
  assert.deepEqual(await missing([recipe], cache), [recipe]);
  await build([recipe], options);
  assert.deepEqual(await missing([recipe], cache), []);
});

void test('a build without its builder, and one of another version, are refused', async () => {
  const cache = join(folder.path, 'refused');
  const none = { ...scripted('none', ''), command: () => ({ program: 'no-such-compiler', args: [] }) };
  await assert.rejects(
    build([none], { cache, say: () => {} }),
    /^Error: none 1\.0\.0 could not be built: no-such-compiler did not start: spawn no-such-compiler ENOENT/,
  );
  await assert.rejects(
    build([scripted('other', writes('other', '1.0.1'))], { cache, say: () => {} }),
    /other 1\.0\.0 could not be built: asked for its version it answered other 1\.0\.1, not other 1\.0\.0$/,
  );
});

void test('two that need a tool build it once', async () => {
  const [cache, told] = [join(folder.path, 'twice'), [] as string[]];
  const journal = join(folder.path, 'journal');
  const recipe = scripted('shared', `echo built >> ${journal}; sleep 1; ${writes('shared')}`);
  const options = { cache, say: (line: string) => void told.push(line) };
  await Promise.all([build([recipe], options), build([recipe], options)]);
  assert.equal(readFileSync(journal, 'utf8'), 'built\n');
  assert.ok(told.includes('1 of 1: shared 1.0.0, being built by another process; waiting for it'), told.join('\n'));
});

void test('a lock that a killed process left behind holds nobody up', async () => {
  const cache = join(folder.path, 'left');
  const recipe = scripted('orphan', writes('orphan'));
  const { lock } = placesOf(recipe, cache);
  mkdirSync(join(cache, 'build'), { recursive: true });
  writeFileSync(lock, '1\n');
  const past = new Date(Date.now() - 60_000);
  utimesSync(lock, past, past);
  await build([recipe], { cache, say: () => {} });
  assert.deepEqual(await missing([recipe], cache), []);
});

void test('the Go programs are those that their modules pin', () => {
  const modules = join(__dirname, 'rig', 'tools', 'modules');
  const pinned = {
    etcd: `go.etcd.io/etcd/server/v3 v${RECIPES.etcd.version}`,
    kwok: `sigs.k8s.io/kwok v${RECIPES.kwok.version}`,
    kubernetes: `k8s.io/kubernetes v${RECIPES.kubeApiserver.version}`,
    helm: `helm.sh/helm/v3 v${HELM.version}`,
    promql: `github.com/prometheus/prometheus v${PROMQL_CHECK.version}`,
    actionlint: `github.com/rhysd/actionlint v${ACTIONLINT.version}`,
    'kube-score': `github.com/zegl/kube-score v${KUBE_SCORE.version}`,
  };
  for (const [name, line] of Object.entries(pinned)) {
    const words = readFileSync(join(modules, name, 'go.mod'), 'utf8')
      .split('\n')
      .map((text) => text.trim().split(' //')[0]);
    assert.ok(words.includes(line), `${name}: ${line}`);
  }
});

void test('every tool is there, in its version', async () => {
  const tools = await ensureTools();
  for (const name of Object.keys(RECIPES) as (keyof typeof RECIPES)[]) {
    assert.equal(await wrongVersion(tools[name], RECIPES[name]), undefined, name);
  }
  assert.match(tools.terraform, /terraform$/);
  assert.equal(tools.helm, undefined);
});

/** A tool that a script of the shell builds. */
function scripted(name: string, script: string): Recipe {
  return {
    name,
    version: '1.0.0',
    builder: 'cargo',
    seconds: 7,
    versionArgs: ['--version'],
    answer: `${name} 1.0.0`,
    command: (target, scratch) => ({
      program: 'sh',
      args: ['-c', script],
      env: { TARGET: target, SCRATCH: scratch },
    }),
  };
}

function writes(name: string, version = '1.0.0'): string {
  const file = `"$TARGET/bin/${name}"`;
  return `printf '#!/bin/sh\\necho ${name} ${version}\\n' > ${file}; chmod +x ${file}`;
}
