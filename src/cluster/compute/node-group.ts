import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Fn, ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { NodeShape } from './node-shape';
import { NodePlacement } from '../../platform/kubernetes-cluster';

/** Internal: what a group of nodes is told. */
export interface NodeGroupProps {
  /** The group's name within the cluster, such as `app`. */
  readonly name: string;
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  readonly roleArn: string;
  readonly subnetIds: string[];
  readonly shape: NodeShape;
  /** Labels and taints; none for nodes that take any pod. */
  readonly placement?: NodePlacement;
  /** A shell script that each node runs before it joins. */
  readonly bootScript?: string;
  readonly dependsOn: ITerraformDependable[];
}

/** The words of EKS's API for the effects of taints. */
const EFFECTS: { [effect: string]: string } = {
  NoSchedule: 'NO_SCHEDULE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
};

/** Internal: a managed node group and the launch template that hardens its nodes. */
export class NodeGroup extends Construct {
  readonly nodeGroup: EksNodeGroup;

  constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    const template = this.launchTemplate(props);
    const { shape, placement } = props;
    this.nodeGroup = new EksNodeGroup(this, 'NodeGroup', {
      clusterName: props.clusterName,
      // A prefix, so that a group that has to be replaced is there before the old one drains.
      nodeGroupNamePrefix: `${props.name}-`,
      nodeRoleArn: props.roleArn,
      subnetIds: props.subnetIds,
      version: props.kubernetesVersion,
      amiType: shape.amiType,
      capacityType: 'ON_DEMAND',
      instanceTypes: shape.instanceTypes,
      launchTemplate: { id: template.id, version: Fn.tostring(template.latestVersion) },
      scalingConfig: { minSize: shape.min, maxSize: shape.max, desiredSize: shape.initial },
      updateConfig: { maxUnavailable: 1 },
      labels: { 'docnow.io/nodes': props.name, ...placement?.nodeSelector },
      taint: placement?.tolerations.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect] })),
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['scaling_config[0].desired_size'] },
      dependsOn: props.dependsOn,
    });
  }

  private launchTemplate(props: NodeGroupProps): LaunchTemplate {
    const tags = { Name: `${props.clusterName}-${props.name}` };
    return new LaunchTemplate(this, 'LaunchTemplate', {
      namePrefix: `docnow-${props.name}-`,
      updateDefaultVersion: true,
      // Session-bound credentials only, and one network hop: a pod with an address of its own is two hops away, so it
      // cannot take the node's role.
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          // The root device of Amazon Linux.
          deviceName: '/dev/xvda',
          ebs: { volumeType: 'gp3', volumeSize: props.shape.diskGib, encrypted: 'true', deleteOnTermination: 'true' },
        },
      ],
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
      userData: props.bootScript === undefined ? undefined : Fn.base64encode(Fn.rawString(mime(props.bootScript))),
      lifecycle: { createBeforeDestroy: true },
    });
  }
}

// EKS merges its own part into a multi-part message and refuses anything else (Amazon EKS User Guide, "Customize managed
// nodes with launch templates").
function mime(script: string): string {
  const boundary = 'DOCNOW-NODE';
  return [
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/x-shellscript; charset="us-ascii"',
    '',
    script,
    `--${boundary}--`,
    '',
  ].join('\n');
}
