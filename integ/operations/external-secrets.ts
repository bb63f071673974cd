import assert from 'node:assert/strict';
import { join } from 'node:path';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { CustomObjectsApi } from '@kubernetes/client-node';
import { cluster, synthesized, Way } from './cluster';
import { AwsSecrets } from '../../src';
import { Trial } from '../rig/applier/trial';
import { installKind } from '../rig/kube/custom-kind';

const NOTHING = { add: 0, change: 0, destroy: 0 };

/** The operator's objects are refused at the plan where it is not installed, and taken by the API server where it is. */
export async function externalSecrets(trial: Trial, way: Way): Promise<void> {
  const name = `external-${way}`;
  const folder = synthesized(join(trial.folder.path, name), name, (stack) => {
    cluster.connect(stack);
    const made = new NamespaceV1(stack, 'Namespace', { metadata: { name } });
    const props = { cluster, namespace: made.metadata.name, keys: ['COOKIE_SECRET'] };
    const region = 'us-east-1';
    AwsSecrets.secretsManager({ region, secretId: 'docnow/production' }).bind(stack, 'Manager', props);
    AwsSecrets.parameterStore({ region, path: '/docnow/parameters' }).bind(stack, 'Parameters', props);
  });
  const runner = await trial[way](name, folder);
  await assert.rejects(runner.plan(), /it has no External Secrets Operator of version 0\.16 or newer/);
  for (const kind of ['external-secret', 'secret-store']) {
    await installKind(trial.kube.config, join(__dirname, `${kind}-crd.yaml`));
  }
  assert.deepEqual(await runner.apply(), { ...NOTHING, add: 3 });
  assert.deepEqual(await runner.plan(), NOTHING);
  const custom = trial.kube.config.makeApiClient(CustomObjectsApi);
  const read = async (plural: string, one: string) =>
    (
      await custom.getNamespacedCustomObject({
        group: 'external-secrets.io',
        version: 'v1',
        namespace: name,
        plural,
        name: one,
      })
    ).spec;
  assert.deepEqual(await read('secretstores', 'docnow-parameters'), {
    provider: { aws: { region: 'us-east-1', service: 'ParameterStore' } },
  });
  assert.deepEqual(await read('externalsecrets', 'docnow-production'), {
    refreshInterval: '60m',
    secretStoreRef: { kind: 'SecretStore', name: 'docnow-production' },
    target: { name: 'docnow-production', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    data: [{ secretKey: 'COOKIE_SECRET', remoteRef: { key: 'docnow/production', property: 'COOKIE_SECRET' } }],
  });
  await runner.destroy();
}
