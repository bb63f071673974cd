import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { DocNowCluster } from '../../../src/cluster/docnow-cluster';
import { DocNowClusterProps } from '../../../src/cluster/docnow-cluster-props';
import { Network } from '../../../src/cluster/network/network';
import { KubernetesVersion } from '../../../src/cluster/versions/kubernetes-version';
import { SupportType } from '../../../src/cluster/versions/support-type';

function make(props: Partial<DocNowClusterProps> = {}) {
  const stack = new TerraformStack(new App(), 'cluster');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const network = Network.isolated({ cidr: '10.42.0.0/16' });
  const cluster = new DocNowCluster(stack, 'Cluster', { name: 'docnow', network, ...props });
  return { stack, warnings: cluster.node.metadata.filter(({ type }) => type.endsWith('warn')).map(({ data }) => data) };
}

const synth = (stack: TerraformStack) => JSON.parse(Testing.synth(stack));

describe('the version of Kubernetes', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-25') }));
  afterEach(() => jest.useRealTimers());

  test.each<[KubernetesVersion | undefined, string]>([
    [undefined, '1.34'],
    [KubernetesVersion.V1_35, '1.35'],
    [KubernetesVersion.of('1.40'), '1.40'],
  ])('of %j is %s, for control plane and add-ons, without a warning', (kubernetesVersion, version) => {
    const { stack, warnings } = make({ kubernetesVersion });
    const { resource, data } = synth(stack);
    expect(Object.values<any>(resource.aws_eks_cluster)[0].version).toBe(version);
    const asked = Object.values<any>(data.aws_eks_addon_version).map((one) => one.kubernetes_version);
    expect(asked).toEqual(Array(7).fill(version));
    expect(warnings).toEqual([]);
  });

  test('may be known later', () => {
    const stack = new TerraformStack(new App(), 'variables');
    const kubernetesVersion = KubernetesVersion.of(new TerraformVariable(stack, 'kubernetes', {}).stringValue);
    expect(make({ kubernetesVersion }).warnings).toEqual([]);
  });

  test('warns of what costs more, from the day on', () => {
    expect(make({ kubernetesVersion: KubernetesVersion.V1_33 }).warnings).toEqual([
      "kubernetesVersion is '1.33', whose standard support ended on 2026-07-29: its control plane costs about six times " +
        'as much until EKS upgrades it by itself after 2027-07-29 (Amazon EKS User Guide, "Understand the Kubernetes ' +
        'version lifecycle on EKS", as of 2026-11-25). Go to the next minor version, see docs/upgrades.md.',
    ]);
    jest.setSystemTime(new Date('2026-12-01T23:59:59Z'));
    expect(make().warnings).toEqual([]);
    jest.setSystemTime(new Date('2026-12-02'));
    expect(make().warnings).toHaveLength(1);
  });

  test.each([
    ['1.34.2', 'which is not a minor version. Write it as 1.34'],
    ['v1.34', 'which is not a minor version'],
    [
      '1.30',
      'which EKS no longer supports (Amazon EKS User Guide, "Understand the Kubernetes version lifecycle on EKS", as of 2026-11-25). Take 1.31 or newer; EKS has upgraded',
    ],
  ])('cannot be %s', (version, words) => {
    expect(() => make({ kubernetesVersion: KubernetesVersion.of(version) })).toThrow(
      `cluster/Cluster: kubernetesVersion is '${version}', ${words}`,
    );
  });

  test('is kept when its standard support ends, unless its user wants otherwise', () => {
    const supportType = (props?: Partial<DocNowClusterProps>) =>
      Object.values<any>(synth(make(props).stack).resource.aws_eks_cluster)[0].upgrade_policy;
    expect(supportType()).toEqual({ support_type: 'EXTENDED' });
    expect(supportType({ supportType: SupportType.STANDARD })).toEqual({ support_type: 'STANDARD' });
  });

  test('chooses the versions of add-ons, but those that are pinned', () => {
    const { resource } = synth(make({ addOnVersions: { coredns: 'v1.12.4-eksbuild.1' } }).stack);
    const [[name, chosen]] = Object.entries<any>(resource.terraform_data);
    expect(chosen).toMatchObject({ lifecycle: { ignore_changes: ['input'] } });
    expect(chosen.triggers_replace).toEqual(['1.34', ...Object.keys(chosen.input)]);
    const versions = Object.values<any>(resource.aws_eks_addon).map((one) => [one.addon_name, one.addon_version]);
    expect(Object.fromEntries(versions)).toMatchObject({
      coredns: 'v1.12.4-eksbuild.1',
      'kube-proxy': `\${terraform_data.${name}.input["kube-proxy"]}`,
    });
  });
});
