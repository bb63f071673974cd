import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import { ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { AccessLevel } from './access-level';
import { checkPrincipalArn } from './principal-arn';
import { invalid } from '../../platform/invalid';
import { repeated } from '../../platform/repeated';

/** AWS's policy that stands for Kubernetes' cluster-admin (Amazon EKS User Guide, "Review access policy permissions"). */
const CLUSTER_ADMIN = 'AmazonEKSClusterAdminPolicy';

const POLICIES: { [level in AccessLevel]: string } = {
  [AccessLevel.VIEW]: 'AmazonEKSViewPolicy',
  [AccessLevel.EDIT]: 'AmazonEKSEditPolicy',
  [AccessLevel.ADMIN]: 'AmazonEKSAdminPolicy',
};

/** Internal: what access to a cluster is told. */
export interface ClusterAccessProps {
  readonly clusterName: string;
  readonly dependsOn: ITerraformDependable[];
}

/** Internal: who may do what in a cluster, by the access entries of EKS and not by the aws-auth ConfigMap. */
export class ClusterAccess extends Construct {
  /** Whether anybody was made an administrator. */
  public administrated = false;

  private readonly entries = new Map<string, { readonly entry: EksAccessEntry; readonly policies: string[] }>();

  constructor(
    private readonly cluster: Construct,
    id: string,
    private readonly props: ClusterAccessProps,
  ) {
    super(cluster, id);
  }

  grantAdmin(principalArn: string): void {
    this.grant('grantAdmin', principalArn, CLUSTER_ADMIN);
    this.administrated = true;
  }

  grantView(principalArn: string): void {
    this.grant('grantView', principalArn, POLICIES.VIEW);
  }

  grantNamespace(principalArn: string, namespaces: string[], level: AccessLevel): void {
    const refuse = (value: unknown, because: string, wayOut: string) =>
      invalid(this.cluster, { property: 'grantNamespace(namespaces)', value, because, wayOut });
    if (namespaces.length === 0) {
      throw refuse(namespaces, 'which names no namespace', 'Name at least one, or use grantView for all of them');
    }
    const twice = repeated(namespaces);
    if (twice !== undefined) throw refuse(twice, 'which is named twice', 'Name each namespace once');
    for (const name of namespaces) {
      if (Token.isUnresolved(name) || /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) continue;
      const because = 'which is not the name of a namespace in Kubernetes';
      throw refuse(name, because, 'Use 1 to 63 lower case letters, digits or hyphens, no hyphen first or last');
    }
    this.grant('grantNamespace', principalArn, POLICIES[level], namespaces);
  }

  private grant(method: string, principalArn: string, policy: string, namespaces?: string[]): void {
    const property = `${method}(principalArn)`;
    checkPrincipalArn(this.cluster, property, principalArn);
    const { entry, policies } = this.entries.get(principalArn) ?? this.enter(principalArn);
    // EKS keeps one scope for a principal and a policy: the second would take the place of the first.
    if (policies.includes(policy)) {
      throw invalid(this.cluster, {
        property,
        value: principalArn,
        because: `which has ${policy} already, and EKS keeps one scope for it`,
        wayOut: 'Grant it once, with all its namespaces',
      });
    }
    policies.push(policy);
    new EksAccessPolicyAssociation(this, `${entry.node.id}-${policy}`, {
      clusterName: this.props.clusterName,
      principalArn,
      policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
      accessScope: namespaces ? { type: 'namespace', namespaces } : { type: 'cluster' },
      dependsOn: [entry],
    });
  }

  /** EKS takes one entry a principal, so all its grants share it. */
  private enter(principalArn: string) {
    // By the principal and not by its number, so that taking one away leaves the others' entries alone.
    const id = Token.isUnresolved(principalArn)
      ? `Principal${this.entries.size}`
      : principalArn.split(':').slice(4).join('-');
    const entry = new EksAccessEntry(this, id, { ...this.props, principalArn, type: 'STANDARD' });
    const entered = { entry, policies: [] };
    this.entries.set(principalArn, entered);
    return entered;
  }
}
