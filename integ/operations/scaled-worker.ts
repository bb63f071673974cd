import assert from 'node:assert/strict';
import { join } from 'node:path';
import { AppsV1Api, CustomObjectsApi } from '@kubernetes/client-node';
import { environment, synthesized, Way } from './cluster';
import { Color, DocNowSecrets, Release, ServiceEndpoint } from '../../src';
import { Trial } from '../rig/applier/trial';
import { installKind } from '../rig/kube/custom-kind';
import { until } from '../rig/processes/until';

const NOTHING = { add: 0, change: 0, destroy: 0 };
const [ACTIVE, STANDBY] = ['active', 'standby'].map((workers) => ({ workers }));

/** A worker whose number is KEDA's: KEDA is told what to do, Terraform leaves its number alone, and at rest there is none. */
export async function scaledWorker(trial: Trial, way: Way): Promise<void> {
  const namespace = `scaled-${way}`;
  const folder = synthesized(join(trial.folder.path, namespace), namespace, (stack) => {
    environment(stack, Color.BLUE, {
      ...{ namespace, postgres: undefined, userData: undefined },
      release: Release.custom({
        ...{ name: 'app', image: 'registry.example.org/app:1', web: { command: ['serve'] } },
        workers: [{ name: 'fetcher', command: ['fetch'], exclusive: false, redisLists: ['urls', 'videos'] }],
        redis: { host: 'REDIS_HOST', password: 'REDIS_PASSWORD' },
      }),
      redis: ServiceEndpoint.inCluster({
        ...{ host: 'redis.docnow-data.svc.cluster.local', port: 6379, namespace: 'docnow-data' },
        ...{ podLabels: { app: 'redis' }, kedaNamespace: 'keda' },
      }),
      secrets: DocNowSecrets.fromKubernetesSecret('of-the-app'),
      workers: { fetcher: { autoscaling: { max: 10 } } },
    });
  });
  const runner = await trial[way](namespace, folder);
  await assert.rejects(runner.plan(ACTIVE), /fetcher is to be scaled by KEDA, but the cluster has none/);
  for (const kind of ['scaled-object', 'trigger-authentication']) {
    await installKind(trial.kube.config, join(__dirname, `${kind}-crd.yaml`));
  }
  const apps = trial.kube.config.makeApiClient(AppsV1Api);
  const custom = trial.kube.config.makeApiClient(CustomObjectsApi);
  const found = async (plural: string) =>
    custom.getNamespacedCustomObject({ group: 'keda.sh', version: 'v1alpha1', namespace, plural, name: 'fetcher' });
  const annotations = async () => (await found('scaledobjects')).metadata.annotations;
  const number = async () => (await apps.readNamespacedDeployment({ namespace, name: 'fetcher' })).spec!.replicas;

  await runner.apply(ACTIVE);
  const trigger = (listName: string, listLength: string) => ({
    type: 'redis',
    metadata: { address: 'redis.docnow-data.svc.cluster.local:6379', enableTLS: 'false', listName, listLength },
    authenticationRef: { name: 'fetcher' },
  });
  const { spec } = await found('scaledobjects');
  assert.deepEqual(spec, {
    scaleTargetRef: { name: 'fetcher' },
    ...{ minReplicaCount: 0, maxReplicaCount: 10, cooldownPeriod: 300, initialCooldownPeriod: 300 },
    advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleDown: { selectPolicy: 'Disabled' } } } },
    triggers: [trigger('urls', '50'), trigger('videos', '4294967296')],
  });
  const secretTargetRef = [{ parameter: 'password', name: 'of-the-app', key: 'REDIS_PASSWORD' }];
  assert.deepEqual((await found('triggerauthentications')).spec, { secretTargetRef });
  assert.equal((await annotations())['autoscaling.keda.sh/paused-replicas'], undefined);
  assert.equal(await number(), 0, 'KEDA starts the first');

  // As KEDA and the autoscaler that it makes do.
  const body = { metadata: { name: 'fetcher', namespace }, spec: { replicas: 4 } };
  await apps.replaceNamespacedDeploymentScale({ namespace, name: 'fetcher', body });
  await until('the pods are there', 60, async () => {
    const { status } = await apps.readNamespacedDeployment({ namespace, name: 'fetcher' });
    return status?.readyReplicas === 4;
  });
  assert.deepEqual(await runner.plan(ACTIVE), NOTHING);

  assert.deepEqual(await runner.apply(STANDBY), { ...NOTHING, change: 2 });
  assert.equal((await annotations())['autoscaling.keda.sh/paused-replicas'], '0');
  assert.equal(await number(), 0);
  assert.deepEqual(await runner.plan(STANDBY), NOTHING);
  assert.deepEqual(await runner.plan(ACTIVE), { ...NOTHING, change: 1 }, 'KEDA is let go, and starts the first');
  await runner.destroy(STANDBY);
}
