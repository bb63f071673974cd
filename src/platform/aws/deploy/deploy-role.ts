import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { CiIdentity } from './ci-identity';
import { checkDeployRole } from './deploy-role-checks';
import { DeployRoleProps } from './deploy-role-props';
import { IEksCluster } from '../eks-cluster';
import { policyOf, Statement } from '../iam/policy-document';

/** Who the role is in Kubernetes, where what it may do beside namespaces is granted to this group. */
const KUBERNETES_GROUP = 'docnow-release';

/** What Terraform asks when it refreshes a rule, and `docnow-release` of targets. */
const LOOKS = ['DescribeRules', 'DescribeTags', 'DescribeTargetHealth'];

/**
 * A role that jobs of continuous integration take to release: those of one environment or branch of one repository, for an hour, by
 * a token that their platform signs. What it may do is what `docnow-release` does, and no more: look at a load balancer, change
 * the one rule that divides traffic, and change what runs in the colours' namespaces.
 *
 * Put it into a stack that is applied after the switch's. What is to be read and written of Terraform's states is granted by
 * the store of states: `remoteState.grantApply(role.role, [...])`, `grantRead` and `grantReleaseLog`. The page is docs/ci.md.
 */
export class DeployRole extends Construct {
  /** The role itself, to grant it more. */
  public readonly role: IamRole;

  /** The role's ARN, for the workflow. */
  public readonly roleArn: string;

  /** The ARN of the account's identity provider, for the next role. */
  public readonly identityProviderArn: string;

  /**
   * Makes the role.
   *
   * @throws when a property cannot be, or would let others take the role or the role do more than is meant
   */
  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    super(scope, id);
    checkDeployRole(this, props);
    const { name, identity, ruleArns = [], alarmArns = [], cluster, namespaces = [] } = props;
    this.identityProviderArn = props.identityProviderArn ?? this.identityProvider(identity);
    this.role = new IamRole(this, 'Role', {
      name,
      description: `Releases of DocNow, by ${identity.subject}`,
      assumeRolePolicy: trustOf(identity, this.identityProviderArn),
      permissionsBoundary: props.permissionsBoundaryArn,
      maxSessionDuration: props.maxSessionDuration ?? 3600,
    });
    this.roleArn = this.role.arn;
    const statements = [
      // Elastic Load Balancing grants looking for everything or for nothing (Service Authorization Reference).
      allow(
        'Look',
        LOOKS.map((action) => `elasticloadbalancing:${action}`),
        '*',
      ),
      ...(ruleArns.length ? [allow('Switch', ['elasticloadbalancing:ModifyRule'], ...ruleArns)] : []),
      ...(alarmArns.length ? [allow('Alarms', ['cloudwatch:DescribeAlarms'], ...alarmArns)] : []),
      ...(cluster ? [allow('Connect', ['eks:DescribeCluster'], this.clusterArn(cluster))] : []),
    ];
    new IamRolePolicy(this, 'Policy', { name: 'release', role: this.role.id, policy: policyOf(statements) });
    if (cluster) this.enter(cluster, namespaces);
  }

  private identityProvider({ issuer, audience }: CiIdentity): string {
    return new IamOpenidConnectProvider(this, 'IdentityProvider', { url: issuer, clientIdList: [audience] }).arn;
  }

  private clusterArn({ region, name }: IEksCluster): string {
    const { accountId } = new DataAwsCallerIdentity(this, 'Account');
    return `arn:aws:eks:${region}:${accountId}:cluster/${name}`;
  }

  private enter({ name: clusterName }: IEksCluster, namespaces: string[]): void {
    const principalArn = this.roleArn;
    const entry = new EksAccessEntry(this, 'Entry', {
      clusterName,
      principalArn,
      kubernetesGroups: [KUBERNETES_GROUP],
      type: 'STANDARD',
    });
    new EksAccessPolicyAssociation(this, 'Edit', {
      clusterName,
      principalArn,
      policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy',
      accessScope: { type: 'namespace', namespaces },
      dependsOn: [entry],
    });
  }
}

function trustOf({ issuer, subject, audience }: CiIdentity, provider: string): string {
  const claims = issuer.replace(/^https:\/\//, '');
  return policyOf([
    {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: ['sts:AssumeRoleWithWebIdentity'],
      Condition: { StringEquals: { [`${claims}:aud`]: audience, [`${claims}:sub`]: subject } },
    },
  ]);
}

function allow(Sid: string, Action: string[], ...Resource: string[]): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}
