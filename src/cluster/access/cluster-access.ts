import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** AWS's policy that stands for Kubernetes' cluster-admin (Amazon EKS User Guide, "Review access policy permissions"). */
const CLUSTER_ADMIN = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';

/** Internal: makes an IAM role or user an administrator of a cluster, by the API of EKS and not by the aws-auth ConfigMap. */
export function clusterAdministrator(
  scope: Construct,
  id: string,
  props: { readonly clusterName: string; readonly principalArn: string; readonly dependsOn: ITerraformDependable[] },
): void {
  const { clusterName, principalArn, dependsOn } = props;
  const entry = new EksAccessEntry(scope, id, { clusterName, principalArn, type: 'STANDARD', dependsOn });
  new EksAccessPolicyAssociation(scope, `${id}Policy`, {
    clusterName,
    principalArn,
    policyArn: CLUSTER_ADMIN,
    accessScope: { type: 'cluster' },
    dependsOn: [entry],
  });
}
