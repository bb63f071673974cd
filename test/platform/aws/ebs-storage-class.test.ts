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

test('volumes are made by the driver of the nodes that mount them', () => {
  const stack = newStack();
  const nodes = { nodeSelector: {}, tolerations: [], blockVolumeDriver: 'ebs.csi.aws.com' };
  const cluster = Object.assign(new FakeCluster(), { blockVolumeDriver: 'ebs.csi.eks.amazonaws.com' });
  new EbsStorageClass(stack, 'Any', { cluster });
  new EbsStorageClass(stack, 'Elasticsearch', { cluster, name: 'elasticsearch', nodes });
  const [any, elasticsearch] = resources(stack, 'kubernetes_storage_class_v1');
  expect([any.storage_provisioner, elasticsearch.storage_provisioner]).toEqual([
    'ebs.csi.eks.amazonaws.com',
    'ebs.csi.aws.com',
  ]);
  expect(any.allowed_topologies).toEqual({
    match_label_expressions: [{ key: 'eks.amazonaws.com/compute-type', values: ['auto'] }],
  });
  expect(elasticsearch.allowed_topologies).toBeUndefined();
});
