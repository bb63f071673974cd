import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { CiIdentity, DeployRole, DeployRoleProps } from '../../../src';

const identity = CiIdentity.gitHubEnvironment('DocNow/demo', 'production');
const cluster = { name: 'docnow', region: 'us-east-1' } as unknown as DeployRoleProps['cluster'];
const only = (map: object): any => Object.values(map)[0];

function synth(props: Partial<DeployRoleProps> = {}): any {
  const stack = new TerraformStack(new App(), 'deploy');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  new DeployRole(stack, 'Role', { name: 'release', identity, ...props });
  return JSON.parse(Testing.synth(stack));
}

describe('DeployRole', () => {
  test('trusts one subject and one audience of one issuer', () => {
    const { resource } = synth();
    const [{ Condition, Principal, Action }] = JSON.parse(only(resource.aws_iam_role).assume_role_policy).Statement;
    const host = 'token.actions.githubusercontent.com';
    expect(Condition).toEqual({
      StringEquals: {
        [`${host}:aud`]: 'sts.amazonaws.com',
        [`${host}:sub`]: 'repo:DocNow/demo:environment:production',
      },
    });
    expect(Action).toEqual(['sts:AssumeRoleWithWebIdentity']);
    expect(Principal.Federated).toMatch(/aws_iam_openid_connect_provider/);
    expect(only(resource.aws_iam_openid_connect_provider)).toMatchObject({
      url: `https://${host}`,
      client_id_list: ['sts.amazonaws.com'],
    });
  });

  test('takes a provider that is there, a boundary and a longer session', () => {
    const identityProviderArn = 'arn:aws:iam::123456789012:oidc-provider/gitlab.com';
    const permissionsBoundaryArn = 'arn:aws:iam::123456789012:policy/boundary';
    const { resource } = synth({ identityProviderArn, permissionsBoundaryArn, maxSessionDuration: 7200 });
    expect(resource.aws_iam_openid_connect_provider).toBeUndefined();
    expect(only(resource.aws_iam_role)).toMatchObject({
      permissions_boundary: permissionsBoundaryArn,
      max_session_duration: 7200,
    });
    expect(only(resource.aws_iam_role).assume_role_policy).toContain(identityProviderArn);
  });

  test('without a rule, it moves nothing; without a cluster, it enters none', () => {
    const { resource } = synth();
    expect(only(resource.aws_iam_role_policy).policy).not.toMatch(/Modify|eks:|cloudwatch:/);
    expect(resource.aws_eks_access_entry).toBeUndefined();
  });

  test('knows who a job is on each platform', () => {
    expect(CiIdentity.gitHubBranch('DocNow@1/demo@2', 'main').subject).toBe('repo:DocNow@1/demo@2:ref:refs/heads/main');
    expect(CiIdentity.gitLabBranch('docnow/sites/demo', 'main')).toMatchObject({
      issuer: 'https://gitlab.com',
      subject: 'project_path:docnow/sites/demo:ref_type:branch:ref:main',
      audience: 'sts.amazonaws.com',
    });
    expect(CiIdentity.gitLabBranch('docnow/demo', 'main', 'git.example.org').issuer).toBe('https://git.example.org');
    expect(CiIdentity.oidc('https://ci.example.org/_services/token', 'me', 'aws').audience).toBe('aws');
  });

  const rule = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/site/0/1/2';
  test.each<[string, () => unknown, string]>([
    [
      'a pattern of a repository',
      () => CiIdentity.gitHubEnvironment('DocNow/*', 'production'),
      "CiIdentity: gitHubEnvironment(repository) is 'DocNow/*', which is not the name of one repository. Write owner",
    ],
    [
      'half of the numbers of a repository',
      () => CiIdentity.gitHubBranch('DocNow@1/demo', 'main'),
      "gitHubBranch(repository) is 'DocNow@1/demo', which is not the name of one repository",
    ],
    [
      'any environment',
      () => CiIdentity.gitHubEnvironment('DocNow/demo', '*'),
      "gitHubEnvironment(environment) is '*', which is no name, or a pattern, and the role is for one alone. Name one",
    ],
    ['no branch', () => CiIdentity.gitLabBranch('docnow/demo', ''), "gitLabBranch(branch) is '', which is no name"],
    [
      'a project without its group',
      () => CiIdentity.gitLabBranch('demo', 'main'),
      "gitLabBranch(project) is 'demo', which is not the path of one project. Write group and project",
    ],
    [
      'an issuer without TLS',
      () => CiIdentity.oidc('http://git.example.org', 'me'),
      "oidc(issuer) is 'http://git.example.org', which is not an address by https",
    ],
    [
      'a pattern of subjects',
      () => CiIdentity.oidc('https://git.example.org', 'repo:*'),
      "oidc(subject) is 'repo:*', which is empty or a pattern, and whoever matched it could take the role",
    ],
    [
      'a name with blanks',
      () => synth({ name: 'my role' }),
      "name is 'my role', which IAM does not take as a role's name",
    ],
    [
      'all rules of a listener',
      () => synth({ ruleArns: [rule, rule.replace(/2$/, '*')] }),
      "/app/site/0/1/*', which is not the ARN of one rule. Give blueGreenSwitch.division.",
    ],
    [
      'all alarms',
      () => synth({ alarmArns: ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:*'] }),
      "alarm:*', which is not the ARN of one alarm",
    ],
    [
      'a name for a provider',
      () => synth({ identityProviderArn: 'gitlab.com' }),
      'not the ARN of an identity provider',
    ],
    [
      'a name for a boundary',
      () => synth({ permissionsBoundaryArn: 'boundary' }),
      'not the ARN of a policy. Write it as',
    ],
    [
      'a session of a day',
      () => synth({ maxSessionDuration: 86_400 }),
      'maxSessionDuration is 86400, for which AWS lets nobody have a role. Use whole seconds from 3600',
    ],
    [
      'namespaces of no cluster',
      () => synth({ namespaces: ['docnow-blue'] }),
      'but no cluster is named that they are in',
    ],
    ['a cluster to do nothing in', () => synth({ cluster }), 'so that the role is let into the cluster to do nothing'],
    [
      'a wrong namespace',
      () => synth({ cluster, namespaces: ['Blue'] }),
      "namespaces is 'Blue', which is not the name of a namespace in Kubernetes",
    ],
  ])('refuses %s', (_, make, words) => {
    expect(make).toThrow(words);
  });
});
