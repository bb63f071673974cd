import { EksFargateProfile } from '@cdktf/provider-aws/lib/eks-fargate-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { FargateProps } from './fargate-props';
import { accountOf } from '../../platform/aws/account';
import { awsManagedPolicy, trustOf } from '../../platform/aws/iam/policy-document';
import { invalid } from '../../platform/invalid';
import { repeated } from '../../platform/repeated';
import { meant } from '../../platform/wildcards';

/** Internal: which pods run on Fargate. */
export interface FargateSelector {
  /** The profile's name, one of its kind in the cluster. */
  readonly name: string;
  readonly namespace: string;
  readonly labels?: { readonly [label: string]: string };
}

/** The pods of kube-system that a cluster without nodes runs, by the labels that their add-ons give them. */
export const SYSTEM_PODS: FargateSelector[] = [
  { name: 'coredns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  { name: 'metrics-server', namespace: 'kube-system', labels: { 'app.kubernetes.io/name': 'metrics-server' } },
];

/** Internal: the namespaces that are wanted, checked. */
export function fargateNamespaces(scope: Construct, { namespaces }: FargateProps): FargateSelector[] {
  const refuse = (value: unknown, because: string, wayOut: string) =>
    invalid(scope, { property: 'compute.namespaces', value, because, wayOut });
  if (namespaces.length === 0) {
    throw refuse(
      namespaces,
      'so that no pod would run on Fargate',
      "Name DocNow's, such as docnow-blue and docnow-green",
    );
  }
  const twice = repeated(namespaces);
  if (twice !== undefined) throw refuse(twice, 'which stands there twice', 'Name each once');
  return namespaces.map((namespace, index) => {
    if (Token.isUnresolved(namespace)) return { name: `namespace-${index}`, namespace };
    if (!/^[a-z0-9*?]([-a-z0-9*?]{0,61}[a-z0-9*?])?$/.test(namespace)) {
      const because = "which is not a namespace's name, nor one with * and ?";
      throw refuse(namespace, because, 'Write it as docnow-blue or docnow-*');
    }
    if (meant('kube-system', [namespace])) {
      const because =
        "which would take the cluster's own pods from nodes, where some have roles that Fargate cannot give";
      throw refuse(namespace, because, 'Leave kube-system out: what it needs is seen to');
    }
    return { name: namespace.replace(/\*/g, '_any').replace(/\?/g, '_one'), namespace };
  });
}

/** Internal: what Fargate is told. */
export interface FargateProfilesProps {
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly region: string;
  readonly selectors: FargateSelector[];
  readonly subnetIds: string[];
  readonly dependsOn: ITerraformDependable[];
}

/** Internal: a profile for each selector, and the role by which Fargate pulls images for the pods. */
export class FargateProfiles extends Construct {
  readonly profiles: EksFargateProfile[];

  constructor(scope: Construct, id: string, props: FargateProfilesProps) {
    super(scope, id);
    const { clusterName, region } = props;
    // For profiles of this cluster alone (Amazon EKS User Guide, "Amazon EKS Pod execution IAM role").
    const arn = `arn:aws:eks:${region}:${accountOf(props.clusterArn)}:fargateprofile/${clusterName}/*`;
    const role = new IamRole(this, 'Role', {
      namePrefix: 'docnow-fargate-',
      description: `Fargate pods of the EKS cluster ${clusterName}`,
      assumeRolePolicy: trustOf('eks-fargate-pods.amazonaws.com', { condition: { ArnLike: { 'aws:SourceArn': arn } } }),
    });
    const policyArn = awsManagedPolicy('AmazonEKSFargatePodExecutionRolePolicy');
    const grant = new IamRolePolicyAttachment(this, 'Grant', { role: role.name, policyArn });
    this.profiles = props.selectors.map(
      ({ name, namespace, labels }) =>
        new EksFargateProfile(this, name, {
          clusterName,
          fargateProfileName: name,
          podExecutionRoleArn: role.arn,
          subnetIds: props.subnetIds,
          selector: [{ namespace, labels }],
          dependsOn: [...props.dependsOn, grant],
        }),
    );
  }
}
