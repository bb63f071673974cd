import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { TestContext } from 'node:test';
import { commandsUnder } from '../page';
import { bucketOf, LOCKINGS, stackOf, stores } from './projects';
import { APPLY, forEachLocking, Scene, UNCHANGED } from './scene';
import { StateLocking } from '../../src/state/state-locking';
import { until } from '../rig/processes/until';

/** Ada applies, Bob is told so; Ada's Terraform is killed, Bob frees the lock as the page says and completes what she began. */
export async function locks(scene: Scene, context: TestContext): Promise<void> {
  const [ada, bob, newcomer, latecomer] = ['ada', 'bob', 'newcomer', 'latecomer'].map((name) => scene.operator(name));
  await ada.synth(stores());
  await Promise.all(LOCKINGS.map((locking) => ada.done(APPLY, { STACK: stackOf(locking) })));
  for (const one of [ada, bob]) await one.synth(stores({ slow: true }));
  await newcomer.synth(stores({ slow: true, both: StateLocking.S3 }));
  await latecomer.synth(stores({ slow: true, both: StateLocking.DYNAMODB }));

  await forEachLocking(context, async (locking) => {
    const GATE = join(scene.dir, `gate-${locking}`);
    await mkdir(GATE);
    const STACK = stackOf(locking);
    const earlier = await scene.stored(locking);
    const first = ada.start('terraform -chdir="$STACK" apply', { STACK, GATE });
    await until('the first apply is under way', 60, () => existsSync(join(GATE, 'started')), [first]);

    const told = await bob.refused(APPLY, { STACK, GATE });
    const who = `${userInfo().username}@${hostname()}`;
    const [, LOCK_ID] = /Error acquiring the state lock .*Lock Info: ID: (\S+) /.exec(told) ?? assert.fail(told);
    assert.ok(told.includes(` Path: ${bucketOf(locking)}/${STACK}.tfstate`), told);
    assert.ok(told.includes(` Operation: OperationTypeApply Who: ${who} Version: `), told);
    if (locking === StateLocking.BOTH) {
      for (const other of [newcomer, latecomer]) {
        assert.match(await other.refused(APPLY, { STACK, GATE }), new RegExp(LOCK_ID));
      }
    }
    assert.equal(first.ending, undefined, 'the first apply was disturbed');

    await first.stop();
    assert.equal(first.ending, 'was ended by SIGKILL');
    assert.match(await bob.refused('terraform -chdir="$STACK" plan', { STACK }), new RegExp(`ID: ${LOCK_ID} `));
    const [free] = commandsUnder('Somebody holds the lock');
    assert.match(await bob.done(free, { STACK, LOCK_ID }), /successfully unlocked/);
    assert.deepEqual(await scene.stored(locking), earlier);

    await writeFile(join(GATE, 'go'), '');
    assert.match(
      await bob.done('terraform -chdir="$STACK" apply', { STACK, GATE }),
      /Resources: 1 added, 0 changed, 0/,
    );
    const { serial, lineage } = await scene.stored(locking);
    assert.ok(serial > earlier.serial);
    assert.equal(lineage, earlier.lineage);
    await bob.done(UNCHANGED, { STACK });
  });
}
