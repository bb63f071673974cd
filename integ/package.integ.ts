import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { ModuleKind, ScriptTarget, transpile } from 'typescript';
import { compiled } from './compiled';
import { ROOT } from './project';
import { synth } from '../examples/synth';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';

const run = promisify(execFile);
const EXAMPLE = 'demo.docnow.io';

/** What `npm pack --json` tells of a package. */
interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: { readonly path: string }[];
}

let folder: TemporaryFolder;
let packed: Packed;

before(async () => {
  folder = await temporaryFolder('docnow-package-');
  await compiled();
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder.path], { cwd: ROOT });
  [packed] = JSON.parse(stdout) as Packed[];
  await install();
});

after(() => folder?.delete());

/** Puts the package itself beside links to its peers, so that it finds these and none of the project's other packages. */
async function install(): Promise<void> {
  const installed = join(folder.path, 'node_modules', '@docnow', 'infra-constructs');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder.path, packed.filename), '--strip-components=1', '-C', installed]);
  const { peerDependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  for (const peer of Object.keys(peerDependencies)) {
    const link = join(folder.path, 'node_modules', peer);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(ROOT, 'node_modules', peer), link, 'dir');
  }
}

void test('the package is small, and holds the library alone', async (t) => {
  t.diagnostic(`${packed.files.length} files, ${Math.round(packed.size / 1000)} kB`);
  assert.ok(packed.size < 600_000, `the tarball has ${packed.size} bytes`);
  const paths = packed.files.map(({ path }) => path);
  const library =
    /^(lib\/.*\.(js|d\.ts)|charts\/.*\.(yaml|json)|docs\/[\w-]+\.md|\.jsii|package\.json|README\.md|LICENSE)$/;
  assert.deepEqual(
    paths.filter((path) => !library.test(path)),
    [],
  );
  const sources = (await readdir(join(ROOT, 'src'), { recursive: true })).filter((path) => path.endsWith('.ts'));
  const wanted = sources.map((path) => `lib/${path.replace(/\.ts$/, '.js')}`);
  const charts = (await readdir(join(ROOT, 'charts'))).map((chart) => `charts/${chart}/Chart.yaml`);
  const texts = await Promise.all(sources.map((path) => readFile(join(ROOT, 'src', path), 'utf8')));
  const pages = texts.flatMap((text) => [...text.matchAll(/docs\/[\w-]+\.md/g)].map(([page]) => page));
  assert.ok(pages.includes('docs/upgrades.md'));
  assert.deepEqual(
    [...wanted, ...charts, ...pages, '.jsii', 'LICENSE'].filter((path) => !paths.includes(path)),
    [],
  );
});

void test('with its peers and nothing else it writes what the sources write, charts included', async () => {
  const source = await readFile(join(ROOT, 'examples', EXAMPLE, 'stacks.ts'), 'utf8');
  await writeFile(
    join(folder.path, 'stacks.js'),
    transpile(source, { target: ScriptTarget.ES2022, module: ModuleKind.CommonJS }),
  );
  await writeFile(
    join(folder.path, 'main.js'),
    `const app = new (require('cdktf').App)({ outdir: process.argv[2], skipValidation: true });
    require('./stacks').stacks(app);
    app.synth();`,
  );
  const [ours, theirs] = ['ours', 'theirs'].map((name) => join(folder.path, name));
  // Both run in one folder: the stack without a remote state names its state by it.
  await run(process.execPath, [join(folder.path, 'main.js'), theirs]);
  await synth(EXAMPLE, ours);
  const files = (await readdir(ours, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  assert.ok(files.some(({ name }) => name === 'Chart.yaml'));
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    const twin = join(theirs, path.slice(ours.length));
    assert.ok(existsSync(twin), `${twin} is not written`);
    assert.equal(readFileSync(twin, 'utf8'), readFileSync(path, 'utf8'));
  }
});

void test('to load it loads no binding, and a class of it those that it stands on, never the root of one', async () => {
  const program = join(folder.path, 'loaded.js');
  await writeFile(
    program,
    `const bindings = () => Object.keys(require.cache).filter((file) => file.includes('provider-'));
    const all = require('@docnow/infra-constructs');
    const loaded = [bindings(), [all.DataNamespace.name, ...bindings()]];
    console.log(JSON.stringify(loaded));`,
  );
  const [none, some] = JSON.parse((await run(process.execPath, [program])).stdout);
  assert.deepEqual(none, []);
  assert.match(some.join('\n'), /^DataNamespace\n[^]*provider-kubernetes\/lib\/namespace-v1\//);
  assert.doesNotMatch(some.join('\n'), /provider-[a-z]+\/lib\/index\.js|\/(deployment|stateful-set)-v1\/|provider-aws/);
});

void test('an ES module imports its classes by name', async () => {
  const program = join(folder.path, 'module.mjs');
  const text =
    "import { Color, DataNamespace } from '@docnow/infra-constructs'; console.log(Color.BLUE.name, DataNamespace.name)";
  await writeFile(program, text);
  assert.equal((await run(process.execPath, [program])).stdout, 'blue DataNamespace\n');
});
