import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import { TerraformLocal, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Sign, SIGNS } from './signs';
import { ClusterCapability } from '../../platform/cluster-capability';
import { IKubernetesCluster } from '../../platform/kubernetes-cluster';

/** What a check of a cluster needs. */
export interface CapabilityCheckProps {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
}

/**
 * Looks at each plan whether a cluster can do what it is said to do, and refuses the plan otherwise, with all that is
 * missing: before anything changes.
 *
 * It asks the API server for what each capability brings along, such as the driver `efs.csi.aws.com`, and so finds it
 * however it was installed. Make one, in the stack that is applied to the cluster first. Whoever runs Terraform has to be
 * allowed to list CustomResourceDefinitions, CSIDrivers, StorageClasses and DaemonSets. That network policies are enforced
 * (`NETWORK_POLICY`) shows in no object, and is taken at your word.
 *
 * The stack's output `capabilities_found` names what was found.
 */
export class CapabilityCheck extends Construct {
  /** Makes the check. */
  constructor(scope: Construct, id: string, { cluster }: CapabilityCheckProps) {
    super(scope, id);
    cluster.connect(this);
    const asked = [...new Set(cluster.capabilities)].filter((capability) => SIGNS[capability].length > 0);
    const seen = asked.map((capability) => `${capability} = ${this.seen(capability)}`);
    const all = new TerraformLocal(this, 'Seen', `\${{${seen.join(', ')}}}`).fqn;
    const missing = `[for capability, there in ${all} : capability if !there]`;
    const output = new TerraformOutput(TerraformStack.of(this), 'capabilities_found', {
      staticId: true,
      description: 'What the cluster can do, as the API server tells it',
      value: `\${[for capability, there in ${all} : capability if there]}`,
    });
    // An override, since cdktf forgets an output's precondition.
    output.addOverride('precondition', {
      condition: `\${length(${missing}) == 0}`,
      error_message:
        `The cluster is said to have, but lacks: \${join(", ", ${missing})}. Install what is missing, or take it out of ` +
        "the cluster's capabilities: then what needs it is refused when the Terraform is written.",
    });
  }

  /** Whether one of the signs is there, as an expression. */
  private seen(capability: ClusterCapability): string {
    const reads = SIGNS[capability].map((sign, index) => this.read(`${capability}-${index}`, sign));
    return `anytrue([${reads.join(', ')}])`;
  }

  private read(id: string, { apiVersion, kind, namespace, name, such = 'true' }: Sign): string {
    const fieldSelector = name === undefined ? undefined : `metadata.name=${name}`;
    const { fqn } = new DataKubernetesResources(this, id, { apiVersion, kind, namespace, fieldSelector });
    return `length([for one in ${fqn}.objects : one if ${such}]) > 0`;
  }
}
