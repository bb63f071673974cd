import { SharedVolume } from '../../../src/platform/generic/shared-volume';
import { FakeCluster, newStack, resources } from '../../services/fake-cluster';

function mount(volume: SharedVolume, ...namespaces: string[]) {
  const stack = newStack('colours');
  const cluster = new FakeCluster();
  cluster.connect(stack);
  const claims = namespaces.map((namespace) => volume.mount(stack, namespace, { cluster, namespace }));
  return {
    claims,
    volumes: resources(stack, 'kubernetes_persistent_volume_v1'),
    bound: resources(stack, 'kubernetes_persistent_volume_claim_v1'),
  };
}

describe('SharedVolume', () => {
  test('gives every namespace the same files by a volume of its own, which is never removed', () => {
    const nfs = SharedVolume.nfs({ server: 'nfs.example.org', path: '/export' });
    const { volumes, bound } = mount(nfs, 'docnow-blue', 'docnow-green');
    expect(volumes.map(({ metadata }) => metadata.name)).toEqual(['docnow-blue-user-data', 'docnow-green-user-data']);
    for (const { spec } of volumes) {
      expect(spec[0].persistent_volume_source.nfs).toEqual({ server: 'nfs.example.org', path: '/export' });
      expect(spec[0].persistent_volume_reclaim_policy).toBe('Retain');
      expect(spec[0].access_modes).toEqual(['ReadWriteMany']);
    }
    expect(bound.map(({ metadata }) => metadata.namespace)).toEqual(['docnow-blue', 'docnow-green']);
    expect(volumes[1].spec[0].claim_ref).toEqual({ name: 'user-data', namespace: 'docnow-green' });
    expect(bound[1].spec.volume_name).toContain('kubernetes_persistent_volume_v1.');
  });

  test('takes the handle of a CSI driver', () => {
    const csi = SharedVolume.csi({ driver: 'file.csi.azure.com', volumeHandle: 'share-1', name: 'files' });
    const { volumes } = mount(csi, 'docnow-blue');
    expect(volumes[0].spec[0].persistent_volume_source.csi).toEqual({
      driver: 'file.csi.azure.com',
      volume_handle: 'share-1',
    });
  });

  test('refuses what names no volume', () => {
    expect(() => SharedVolume.nfs({ server: '', path: '/x' })).toThrow(
      "SharedVolume.nfs: server is '', which names nothing. Give its name or address, such as nfs.example.org.",
    );
    expect(() => SharedVolume.nfs({ server: 'a', path: 'x' })).toThrow(
      "SharedVolume.nfs: path is 'x', which is not the path of an exported folder. Begin it with a slash",
    );
    expect(() => SharedVolume.csi({ driver: 'd', volumeHandle: ' ' })).toThrow('SharedVolume.csi: volumeHandle is');
  });
});
