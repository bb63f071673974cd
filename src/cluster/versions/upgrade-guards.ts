import { DataAwsEksCluster } from '@cdktf/provider-aws/lib/data-aws-eks-cluster';
import { DataAwsEksClusterVersions } from '@cdktf/provider-aws/lib/data-aws-eks-cluster-versions';
import { DataAwsEksClusters } from '@cdktf/provider-aws/lib/data-aws-eks-clusters';
import { ITerraformDependable, Precondition, TerraformCount, Token } from 'cdktf';
import { Construct } from 'constructs';

/** Internal: which cluster is to have which version. */
export interface UpgradeGuardsProps {
  readonly clusterName: string;
  readonly kubernetesVersion: string;
}

/**
 * Internal: what must hold before a cluster gets its version of Kubernetes. EKS is asked when Terraform plans, so that
 * what it would refuse fails before anything has changed.
 */
export class UpgradeGuards extends Construct {
  /** Fails unless EKS offers the version. What asks EKS for things of that version comes after it. */
  readonly offered: ITerraformDependable;
  /** Fail unless it is a step that the cluster can take. */
  readonly step: Precondition[];

  constructor(scope: Construct, id: string, { clusterName, kubernetesVersion: wanted }: UpgradeGuardsProps) {
    super(scope, id);
    const versions = 'self.cluster_versions[*].cluster_version';
    const isOffered = {
      condition: `\${contains(${versions}, "${wanted}")}`,
      errorMessage: `kubernetesVersion is ${wanted}, which EKS does not offer here. Take one of \${join(", ", ${versions})}.`,
    };
    this.offered = new DataAwsEksClusterVersions(this, 'Offered', { lifecycle: { postcondition: [isOffered] } });
    const runs = this.running(clusterName, wanted);
    const minor = (version: string) => `tonumber(split(".", ${version})[1])`;
    const step = `${minor(`"${wanted}"`)} - ${minor(runs)}`;
    const subject = `kubernetesVersion is ${wanted}, but the cluster ${clusterName} runs \${${runs}}`;
    this.step = [
      {
        condition: `\${${step} <= 1}`,
        errorMessage:
          `${subject}, and EKS goes up one minor version at a time. ` +
          `Go to 1.\${${minor(runs)} + 1} first, with its add-ons and nodes (docs/upgrades.md).`,
      },
      {
        condition: `\${${step} >= 0}`,
        errorMessage:
          `${subject}. Terraform takes no cluster back: its nodes would be newer than its control plane. ` +
          `Set kubernetesVersion to \${${runs}}; the way back is in docs/upgrades.md.`,
      },
    ];
  }

  /** The version that the cluster has. Before the first apply, the wanted one: Terraform reads the words of guards that hold, too. */
  private running(name: string, wanted: string): string {
    const clusters = new DataAwsEksClusters(this, 'Clusters').fqn;
    const count = TerraformCount.of(Token.asNumber(`\${contains(${clusters}.names, "${name}") ? 1 : 0}`));
    const cluster = new DataAwsEksCluster(this, 'Cluster', { name, count });
    return `coalesce(one(${cluster.fqn}[*].version), "${wanted}")`;
  }
}
