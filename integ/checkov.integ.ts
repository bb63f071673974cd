import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test, TestContext } from 'node:test';
import { ACCEPTED } from './checkov/accepted';
import { ensureCheckov } from './checkov/ensure-checkov';
import { synthEveryKind } from './checkov/every-kind';
import { scan } from './checkov/scan';
import { idle, unexplained } from './checks/accepted';
import { EXAMPLE } from './story/demo-facts';
import { EXAMPLES, synth } from '../examples/synth';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';

let folder: TemporaryFolder;

before(async () => {
  folder = await temporaryFolder('docnow-checkov-');
  await mkdir(join(folder.path, 'all'));
  for (const example of EXAMPLES) await synth(example, join(folder.path, 'all', example));
  synthEveryKind(join(folder.path, 'all', 'every-kind'));
});

after(() => folder?.delete());

async function checkov(context: TestContext): Promise<string | undefined> {
  const found = await ensureCheckov({ say: (line) => context.diagnostic(line) });
  if (!('lacks' in found)) return found.program;
  assert.notEqual(process.env.REQUIRE_PYTHON, '1', found.lacks);
  context.skip(`${found.lacks} REQUIRE_PYTHON=1 makes this a failure.`);
  return undefined;
}

void test('checkov finds nothing but what is accepted, for a reason, in the examples and every kind of cluster', async (context) => {
  const program = await checkov(context);
  if (!program) return;
  const { passed, findings } = await scan(program, join(folder.path, 'all'));
  context.diagnostic(
    `${passed} checks passed, ${findings.length} findings are accepted, by ${ACCEPTED.length} reasons`,
  );
  assert.deepEqual(unexplained(findings, ACCEPTED), []);
  assert.deepEqual(idle(findings, ACCEPTED), [], 'accepted, but met by now');
});

void test('checkov would find a bucket that anybody may read', async (context) => {
  const program = await checkov(context);
  if (!program) return;
  const stack = JSON.parse(await readFile(join(folder.path, 'all', EXAMPLE, 'stacks/state/cdk.tf.json'), 'utf8'));
  const [block] = Object.values<any>(stack.resource.aws_s3_bucket_public_access_block);
  block.block_public_acls = false;
  const open = join(folder.path, 'open');
  await mkdir(open);
  await writeFile(join(open, 'cdk.tf.json'), JSON.stringify(stack));
  const { findings } = await scan(program, open);
  assert.ok(
    findings.some(({ check }) => check === 'CKV_AWS_53'),
    JSON.stringify(findings),
  );
});
