import { ClusterCapability } from '../../src/platform/cluster-capability';
import { requireCapability } from '../../src/platform/require-capability';
import { FakeCluster, newStack } from '../services/fake-cluster';

const need = { capability: ClusterCapability.BLOCK_VOLUMES, why: 'nothing can be kept', wayOut: 'Take nodes.' };

test('a cluster that can do it passes', () => {
  const cluster = new FakeCluster(undefined, [ClusterCapability.BLOCK_VOLUMES]);
  expect(() => requireCapability(newStack(), cluster, need)).not.toThrow();
});

test('a cluster that cannot is refused, with what it can do and the way out', () => {
  const cluster = new FakeCluster(undefined, [ClusterCapability.NETWORK_POLICY]);
  expect(() => requireCapability(newStack(), cluster, need)).toThrow(
    'services: cluster.capabilities is ["NETWORK_POLICY"], without BLOCK_VOLUMES, nothing can be kept. Take nodes.',
  );
});
