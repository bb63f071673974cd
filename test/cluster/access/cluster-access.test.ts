import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { AccessLevel } from '../../../src/cluster/access/access-level';
import { DocNowCluster } from '../../../src/cluster/docnow-cluster';
import { Network } from '../../../src/cluster/network/network';

const OPERATORS = 'arn:aws:iam::123456789012:role/operators';

function make(props: { readonly creatorIsAdministrator?: boolean } = {}) {
  const stack = new TerraformStack(new App(), 'cluster');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const network = Network.isolated({ cidr: '10.42.0.0/16' });
  return { stack, cluster: new DocNowCluster(stack, 'Cluster', { name: 'docnow', network, ...props }) };
}

function resources(stack: TerraformStack, type: string): [string, any][] {
  return Object.entries(JSON.parse(Testing.synth(stack)).resource[type] ?? {});
}

function granted(stack: TerraformStack) {
  return resources(stack, 'aws_eks_access_policy_association').map(
    ([, { principal_arn, policy_arn, access_scope }]) => [principal_arn, policy_arn, access_scope],
  );
}

describe('access to a cluster', () => {
  const policy = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;

  test('is nobody’s by default but the creator’s', () => {
    const { stack } = make();
    expect(resources(stack, 'aws_eks_access_entry')).toEqual([]);
    const [[, cluster]] = resources(stack, 'aws_eks_cluster');
    expect(cluster.access_config).toEqual({
      authentication_mode: 'API',
      bootstrap_cluster_creator_admin_permissions: true,
    });
  });

  test('is granted by AWS’s policies, in the cluster or in namespaces', () => {
    const { stack, cluster } = make();
    cluster.grantAdmin(OPERATORS);
    cluster.grantView('arn:aws:iam::210987654321:user/people/ed@example.org');
    for (const level of Object.values(AccessLevel)) {
      cluster.grantNamespace(`arn:aws:iam::123456789012:role/${level}`, ['docnow-blue', 'docnow-green'], level);
    }
    cluster.grantNamespace('arn:aws:iam::123456789012:role/looks', ['docnow-data']);
    const both = { type: 'namespace', namespaces: ['docnow-blue', 'docnow-green'] };
    const expected = [
      [OPERATORS, policy('AmazonEKSClusterAdminPolicy'), { type: 'cluster' }],
      ['arn:aws:iam::210987654321:user/people/ed@example.org', policy('AmazonEKSViewPolicy'), { type: 'cluster' }],
      ['arn:aws:iam::123456789012:role/VIEW', policy('AmazonEKSViewPolicy'), both],
      ['arn:aws:iam::123456789012:role/EDIT', policy('AmazonEKSEditPolicy'), both],
      ['arn:aws:iam::123456789012:role/ADMIN', policy('AmazonEKSAdminPolicy'), both],
      [
        'arn:aws:iam::123456789012:role/looks',
        policy('AmazonEKSViewPolicy'),
        { type: 'namespace', namespaces: ['docnow-data'] },
      ],
    ];
    expect(new Set(granted(stack))).toEqual(new Set(expected));
  });

  test('is one entry a principal, whatever it may do', () => {
    const { stack, cluster } = make();
    cluster.grantView(OPERATORS);
    cluster.grantNamespace(OPERATORS, ['docnow-blue'], AccessLevel.EDIT);
    cluster.grantNamespace(OPERATORS, ['docnow-green'], AccessLevel.ADMIN);
    const entries = resources(stack, 'aws_eks_access_entry');
    expect(entries.map(([, entry]) => entry.principal_arn)).toEqual([OPERATORS]);
    for (const [, { depends_on }] of resources(stack, 'aws_eks_access_policy_association')) {
      expect(depends_on).toEqual([`aws_eks_access_entry.${entries[0][0]}`]);
    }
  });

  test('keeps its resources’ names when somebody else’s goes', () => {
    const names = (...roles: string[]) => {
      const { stack, cluster } = make();
      roles.forEach((role) => cluster.grantAdmin(`arn:aws:iam::123456789012:role/${role}`));
      return resources(stack, 'aws_eks_access_entry').map(([name]) => name);
    };
    expect(names('first', 'second')).toEqual(expect.arrayContaining(names('second')));
  });

  test('takes an ARN that is known later', () => {
    const { stack, cluster } = make();
    cluster.grantAdmin(new TerraformVariable(stack, 'operators', {}).stringValue);
    expect(granted(stack)[0][0]).toBe('${var.operators}');
  });

  test('is refused to all when its creator is no administrator either', () => {
    const { stack, cluster } = make({ creatorIsAdministrator: false });
    expect(() => Testing.synth(stack, true)).toThrow(
      'cluster/Cluster: creatorIsAdministrator is false, which leaves the cluster without any administrator. Make an IAM role one by grantAdmin',
    );
    cluster.grantAdmin(OPERATORS);
    Testing.synth(stack, true);
  });

  test.each([
    [
      'arn:aws:sts::123456789012:assumed-role/operators/ed@example.org',
      'which is a session and ends, and access is given to the role that the session is of. Use arn:aws:iam::123456789012:role/operators; if',
    ],
    ['arn:aws:iam::123456789012:role/*', 'which is a pattern, and access is given by name. Grant to each'],
    ['arn:aws:iam::123456789012:root', 'which is a whole account, and access is given to roles and users. Name a role'],
    ['123456789012', 'which is a whole account'],
    ['arn:aws:iam::123456789012:group/operators', 'which is a group, and EKS takes roles and users. Name a role'],
    ['arn:aws-cn:iam::123456789012:role/operators', 'which is in another partition of AWS than the cluster'],
    ['arn:aws:iam::12345:role/operators', 'which is not the ARN of an IAM role or user. Write it as'],
    ['operators', 'which is not the ARN of an IAM role or user'],
    ['arn:aws:iam::123456789012:role/', 'which is not the ARN of an IAM role or user'],
  ])('is refused to %s', (principalArn, words) => {
    const { cluster } = make();
    const said = `cluster/Cluster: grantAdmin(principalArn) is '${principalArn}', ${words}`;
    expect(() => cluster.grantAdmin(principalArn)).toThrow(said);
    expect(() => cluster.grantView(principalArn)).toThrow(`grantView(principalArn) is '${principalArn}'`);
    expect(() => cluster.grantNamespace(principalArn, ['docnow-blue'])).toThrow('grantNamespace(principalArn) is');
  });

  test.each<[string[], string]>([
    [[], 'grantNamespace(namespaces) is [], which names no namespace. Name at least one, or use grantView'],
    [['blue', 'blue'], "grantNamespace(namespaces) is 'blue', which is named twice. Name each namespace once"],
    [['Blue'], "grantNamespace(namespaces) is 'Blue', which is not the name of a namespace in Kubernetes. Use 1 to 63"],
    [['docnow-*'], "is 'docnow-*', which is not the name of a namespace"],
  ])('is refused in namespaces %j', (namespaces, words) => {
    expect(() => make().cluster.grantNamespace(OPERATORS, namespaces)).toThrow(words);
  });

  test('is refused twice at one level', () => {
    const { cluster } = make();
    cluster.grantNamespace(OPERATORS, ['docnow-blue']);
    const words = `is '${OPERATORS}', which has AmazonEKSViewPolicy already, and EKS keeps one scope for it. Grant it once`;
    expect(() => cluster.grantNamespace(OPERATORS, ['docnow-green'])).toThrow(`grantNamespace(principalArn) ${words}`);
    expect(() => cluster.grantView(OPERATORS)).toThrow(`grantView(principalArn) ${words}`);
  });
});
