import assert from 'node:assert/strict';
import { join } from 'node:path';
import { TestContext } from 'node:test';
import { CoreV1Api } from '@kubernetes/client-node';
import { synth } from '../../examples/synth';
import { Rig } from '../rig/rig';

const namespace = 'notes-blue';
const WORKING = { workers: 'active' };

/** The example of another team's application: a colour of it, admitted, ready, and as it was said to be. */
export function customExample(outer: TestContext, rig: Rig): Promise<void> {
  return outer.test('examples/custom: an application shaped like DocNow runs as a colour', async () => {
    Object.assign(process.env, { KUBECONFIG: rig.kube.kubeconfigPath, KUBE_CONTEXT: 'docnow-rig' });
    const stacks = join(await synth('custom', join(rig.dir, 'custom')), 'stacks');
    const blue = rig.stack(namespace, join(stacks, 'blue'));
    await blue.init();
    await blue.apply(WORKING);
    assert.deepEqual(await blue.plan(WORKING), { add: 0, change: 0, destroy: 0 });

    const core = rig.kube.config.makeApiClient(CoreV1Api);
    const { items } = await core.listNamespacedPod({ namespace });
    const programs = items.map(({ metadata, spec, status }) => {
      const [{ command, env, image, ports }] = spec!.containers;
      assert.equal(status!.phase, 'Running', metadata!.name);
      assert.deepEqual(
        env!.map(({ name, valueFrom }) => [name, valueFrom!.secretKeyRef!.name]),
        SECRETS,
      );
      return [image, command!.join(' '), ports?.[0].containerPort, spec!.securityContext!.runAsUser];
    });
    const image = 'registry.example.org/notes:1.4.0';
    const web = [image, './notes serve', 8000, 10001];
    assert.deepEqual(programs.sort(), [[image, './notes mail', undefined, 10001], web, web]);
    const { configMapRef } = items[0].spec!.containers[0].envFrom![0];
    const { data } = await core.readNamespacedConfigMap({ namespace, name: configMapRef!.name! });
    assert.equal(data!.REDIS_URL, 'redis://redis.notes-data.svc.cluster.local:6379');
    assert.equal(data!.NODE_OPTIONS, undefined);

    await blue.destroy(WORKING);
    const { items: left } = await core.listNamespace({ fieldSelector: `metadata.name=${namespace}` });
    assert.deepEqual(left, []);
  });
}

const SECRETS = ['SESSION_KEY', 'SMTP_PASSWORD'].map((key) => [key, 'notes-secrets']);
