import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { ensurePython } from './python/environment';
import { packLibrary } from './python/library';
import { synth } from '../examples/synth';
import { finish } from './rig/processes/finish';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';

const EXAMPLE = 'demo.docnow.io';
const PROGRAM = join(__dirname, '..', 'examples', EXAMPLE, 'python', 'main.py');

let folder: TemporaryFolder;

before(async () => {
  folder = await temporaryFolder('docnow-python-');
});

after(() => folder?.delete());

/** Every file below a folder, with what is in it. */
async function contents(path: string): Promise<Map<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.sort().map(async (file) => [relative(path, file), await readFile(file, 'utf8')] as [string, string]),
    ),
  );
}

/** The first line that differs, rather than two whole files. */
function difference(file: string, inPython: string, inTypeScript: string): string {
  const [python, typeScript] = [inPython, inTypeScript].map((text) => text.split('\n'));
  const line = python.findIndex((one, index) => one !== typeScript[index]);
  return `${file}, line ${line + 1}: Python writes ${python[line]}, TypeScript ${typeScript[line]}`;
}

void test('a program in Python, with the packed library, writes what its TypeScript twin writes', async (t) => {
  const environment = await ensurePython({ say: (line) => t.diagnostic(line) });
  if ('lacks' in environment) {
    assert.notEqual(process.env.REQUIRE_PYTHON, '1', environment.lacks);
    return t.skip(`${environment.lacks} REQUIRE_PYTHON=1 makes this a failure.`);
  }
  const begun = Date.now();
  const { site, size } = await packLibrary(environment, folder.path);
  const packed = Date.now();

  // The stack without a remote state names its state by the folder it is run in: both run in this one.
  const inTypeScript = await contents(await synth(EXAMPLE, join(folder.path, 'typescript')));
  const written = Date.now();
  const outdir = join(folder.path, 'python');
  await finish(environment.python, [PROGRAM], {
    name: 'main.py',
    log: join(folder.path, 'main.log'),
    env: { ...environment.env, PYTHONPATH: site, CDKTF_OUTDIR: outdir },
  });
  const inPython = await contents(outdir);
  const seconds = (from: number, to = Date.now()) => `${((to - from) / 1000).toFixed(1)} s`;
  t.diagnostic(
    `packed in ${seconds(begun, packed)} (a wheel of ${Math.round(size / 1000)} kB), ` +
      `synthesized in ${seconds(packed, written)} by TypeScript, ${seconds(written)} by Python`,
  );

  // Each stack, the manifest, the charts. Of jsii's version nothing stands in them, so nothing is left out.
  assert.deepEqual([...inPython.keys()], [...inTypeScript.keys()]);
  assert.ok(inPython.has('stacks/blue/cdk.tf.json'));
  for (const [file, text] of inTypeScript) {
    assert.ok(inPython.get(file) === text, difference(file, inPython.get(file)!, text));
  }
});

/** A folder with a python3 that does what the lines of a shell script say. @returns the folder */
async function pythonThat(name: string, ...lines: string[]): Promise<string> {
  const path = join(folder.path, name);
  await mkdir(path);
  await writeFile(join(path, 'python3'), ['#!/bin/sh', ...lines, ''].join('\n'));
  await chmod(join(path, 'python3'), 0o755);
  return path;
}

const lacksOf = async (path: string) => {
  const environment = await ensurePython({ say: () => {}, path, cache: join(folder.path, 'cache') });
  return 'lacks' in environment ? environment.lacks : 'nothing';
};

void test('a machine that lacks Python is told so, and what to do', async () => {
  const wayOut = '3.10 or newer is needed. Get it from https://www.python.org/downloads.';
  assert.equal(await lacksOf(join(folder.path, 'nowhere')), `python3 is not on PATH: ${wayOut}`);
  const old = await pythonThat('old', 'echo 3.9.2 /usr');
  assert.equal(await lacksOf(old), `Python 3.9.2 is too old: ${wayOut}`);
  const broken = await pythonThat('broken', 'echo no libpython >&2; exit 127');
  assert.match(await lacksOf(broken), /python3 does not run \(.*no libpython\s*\): 3\.10 or newer is needed/s);
});

void test('packages that cannot be had are told in the words of venv or pip', async () => {
  const bare = await pythonThat(
    'bare',
    '[ "$1" = -c ] && echo 3.12.1 /usr && exit',
    'echo ensurepip is not available',
    'exit 1',
  );
  assert.match(
    await lacksOf(bare),
    /^The packages for Python 3\.12\.1 could not be installed: python3 -m venv ended with code 1.*ensurepip is not av/s,
  );
  const alone = await pythonThat(
    'alone',
    '[ "$1" = -c ] && echo 3.12.2 /usr && exit',
    '[ "$2" = venv ] && mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && exit',
    'echo "Could not find a version that satisfies the requirement $5"; exit 1',
  );
  assert.match(
    await lacksOf(alone),
    /3\.12\.2 could not be installed: pip ended with code 1.*requirement constructs==/s,
  );
});
