import { FakeCluster, newStack, resources } from './fake-cluster';
import { DataNamespace, Redis } from '../../src';

test('whatever keeps data refuses another size than that of the volumes that are there, with the commands', () => {
  const stack = newStack();
  const cluster = new FakeCluster();
  const namespace = new DataNamespace(stack, 'Data', { cluster });
  new Redis(stack, 'Redis', { cluster, namespace, storageGiB: 16, name: 'queue' });
  const [{ lifecycle }] = resources(stack, 'kubernetes_stateful_set_v1');
  const [{ condition, error_message: message }] = lifecycle.precondition;
  expect(condition).toContain('["16Gi"]');
  expect(message).toMatch(/^storageGiB of queue is 16, but there are volumes of \$\{join\(/);
  expect(message).toContain(
    'for claim in $(kubectl -n docnow-data get pvc -l app.kubernetes.io/name=redis,app.kubernetes.io/instance=queue -o ' +
      'name); do kubectl -n docnow-data patch "$claim" -p \'{"spec":{"resources":{"requests":{"storage":"16Gi"}}}}\'; done\n' +
      'kubectl -n docnow-data delete statefulset queue --cascade=orphan\n',
  );
});
