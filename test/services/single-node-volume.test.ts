import { TerraformStack, Testing } from 'cdktf';
import { FakeCluster, newStack, resources } from './fake-cluster';
import { DataNamespace, SingleNodeVolume, SingleNodeVolumeProps } from '../../src';

function make(props: Partial<SingleNodeVolumeProps> = {}): { stack: TerraformStack; volume: SingleNodeVolume } {
  const stack = newStack();
  const cluster = new FakeCluster();
  const namespace = new DataNamespace(stack, 'Data', { cluster });
  return { stack, volume: new SingleNodeVolume(stack, 'UserData', { cluster, namespace, ...props }) };
}

function mounted() {
  const stack = newStack('blue');
  const cluster = new FakeCluster();
  cluster.connect(stack);
  const claim = make().volume.mount(stack, 'Volume', { cluster, namespace: 'docnow-blue' });
  return { stack, claim };
}

describe('SingleNodeVolume', () => {
  test('has the class make a volume, and tries as the user of the release to write into it', () => {
    const { stack } = make({ storageClassName: 'standard', user: 10001 });
    const [{ spec, wait_until_bound: wait }] = resources(stack, 'kubernetes_persistent_volume_claim_v1');
    expect([spec.access_modes, spec.storage_class_name, wait]).toEqual([['ReadWriteOnce'], 'standard', false]);
    const [job] = resources(stack, 'kubernetes_job_v1');
    expect(job.wait_for_completion).toBe(true);
    expect(job.spec.template.spec.security_context.run_as_user).toBe('10001');
    expect(job.spec.template.spec.container[0].command[2]).toContain('user 10001 cannot write here');
  });

  test('gives each namespace the same folder, on the node that has it', () => {
    const { stack, claim } = mounted();
    expect(claim).toMatch(/^\$\{TfToken/);
    const [{ spec }] = resources(stack, 'kubernetes_persistent_volume_v1');
    const [volume] = spec;
    expect(volume.persistent_volume_reclaim_policy).toBe('Retain');
    expect(volume.persistent_volume_source.host_path).toEqual({
      path: expect.stringMatching(/^\$\{local\./),
      type: 'Directory',
    });
    const [term] = volume.node_affinity.required.node_selector_term;
    expect(term.match_expressions[0].key).toBe('kubernetes.io/hostname');
    const text = Testing.synth(stack);
    expect(text).toContain('claimRef.namespace == \\"docnow-data\\"');
  });

  test('refuses, at the plan, a class without read-write-many, and a folder on an unknown node', () => {
    const [{ lifecycle }] = resources(mounted().stack, 'kubernetes_persistent_volume_v1');
    const [folder, node] = lifecycle.precondition.map((one: any) => one.error_message);
    expect(folder).toContain(
      'its class is one without read-write-many, and colours could not share its volumes. Name a class',
    );
    expect(node).toContain('does not say on which node its folder is, and the cluster has several');
  });

  test.each<[Partial<SingleNodeVolumeProps>, string]>([
    [{ name: 'User_Data' }, "services/UserData: name is 'User_Data'"],
    [{ storageGiB: 0 }, 'services/UserData: storageGiB is 0'],
    [{ user: 0 }, 'services/UserData: user is 0'],
    [{ image: 'busybox:latest' }, "services/UserData: image is 'busybox:latest', which changes under a running system"],
  ])('refuses %j', (props, words) => {
    expect(() => make(props)).toThrow(words);
  });
});
