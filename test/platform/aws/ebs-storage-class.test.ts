import { EbsStorageClass } from '../../../src/platform/aws/ebs-storage-class';
import { FakeCluster, newStack, resources } from '../../services/fake-cluster';

test('volumes are encrypted, made where their pod goes, and stay unless told otherwise', () => {
  const stack = newStack();
  const cluster = new FakeCluster();
  new EbsStorageClass(stack, 'Kept', { cluster, kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1' });
  new EbsStorageClass(stack, 'Gone', { cluster, name: 'gone', removalProtection: false });
  const [gone, kept] = resources(stack, 'kubernetes_storage_class_v1');
  expect(kept).toMatchObject({
    allow_volume_expansion: true,
    reclaim_policy: 'Retain',
    volume_binding_mode: 'WaitForFirstConsumer',
    parameters: { type: 'gp3', encrypted: 'true', kmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/1' },
  });
  expect(gone.reclaim_policy).toBe('Delete');
});
