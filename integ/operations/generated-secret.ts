import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cluster, synthesized, Way } from './cluster';
import { DataNamespace, GeneratedSecret } from '../../src';
import { Trial } from '../rig/applier/trial';

const NOTHING = { add: 0, change: 0, destroy: 0 };

/** A value is born once, changes with its revision alone, and is in no file. */
export async function generatedSecret(trial: Trial, way: Way): Promise<void> {
  const name = `generated-${way}`;
  const folder = (revision: number, removalProtection: boolean) =>
    synthesized(join(trial.folder.path, name), name, (stack) => {
      const namespace = new DataNamespace(stack, 'Data', { cluster, name });
      const secret = { cluster, namespace, revision, removalProtection };
      new GeneratedSecret(stack, 'Cookies', { ...secret, name: 'cookies', key: 'COOKIE_SECRET' });
      new GeneratedSecret(stack, 'Password', { ...secret, name: 'password' });
    });
  const values = async () => {
    const read = async (one: string, key: string) => {
      const { data } = await trial.core.readNamespacedSecret({ name: one, namespace: name });
      assert.deepEqual(Object.keys(data!), [key]);
      return Buffer.from(data![key], 'base64').toString();
    };
    return [await read('cookies', 'COOKIE_SECRET'), await read('password', 'value')];
  };
  const first = await trial[way](name, folder(1, true));
  assert.deepEqual(await first.apply(), { ...NOTHING, add: 5 });
  const born = await values();
  for (const value of born) assert.match(value, /^[0-9a-f]{64}$/);
  assert.notEqual(born[0], born[1]);
  assert.deepEqual(await first.plan(), NOTHING);
  assert.deepEqual(await first.apply(), NOTHING);
  await assert.rejects(first.destroy(), /prevent_destroy/);
  assert.deepEqual(await values(), born, 'nothing else makes a new value');

  const raised = await trial[way](name, folder(2, false));
  assert.deepEqual(await raised.plan(), { ...NOTHING, change: 2 });
  assert.deepEqual(await values(), born, 'a plan makes no value');
  assert.deepEqual(await raised.apply(), { ...NOTHING, change: 2 });
  const reborn = await values();
  for (const value of reborn) assert.ok(!born.includes(value), 'the value is the old one');
  assert.deepEqual(await raised.plan(), NOTHING);

  const written = await readFile(join(folder(2, false), 'cdk.tf.json'), 'utf8');
  const texts = [await raised.state(), written];
  assert.ok(texts.every((text) => text.includes('COOKIE_SECRET') || text.includes('kubernetes_secret_v1')));
  for (const value of [...born, ...reborn]) {
    for (const form of [value, Buffer.from(value).toString('base64')]) {
      assert.ok(!texts.some((text) => text.includes(form)), 'a value stands where it must not');
    }
  }
  assert.deepEqual(await raised.destroy(), { ...NOTHING, destroy: 5 });
}
