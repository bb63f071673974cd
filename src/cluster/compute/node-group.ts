import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Fn, ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { TaintEffect } from './managed-nodes-props';
import { NODE_IMAGES } from './node-image';
import { NodeShape } from './node-shape';
import { askForTypes } from './offered-types';

/** Internal: what a group of nodes is told. */
export interface NodeGroupProps {
  /** The group's name within the cluster, such as `app`. */
  readonly name: string;
  /** The cluster's property that it comes from, such as `compute`. */
  readonly property: string;
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  readonly roleArn: string;
  readonly subnetIds: string[];
  /** Its taints are the group's, all of them. */
  readonly shape: NodeShape;
  readonly elasticsearch: boolean;
  readonly dependsOn: ITerraformDependable[];
}

/** The words of EKS's API for the effects of taints. */
const EFFECTS: { readonly [effect in TaintEffect]: string } = {
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
    const { shape, property } = props;
    askForTypes(this, 'OfferedTypes', `${scope.node.path}: ${property}.instanceTypes`, shape.instanceTypes);
    const { maxUnavailablePercentage } = shape;
    this.nodeGroup = new EksNodeGroup(this, 'NodeGroup', {
      clusterName: props.clusterName,
      // A prefix, so that a group that has to be replaced is there before the old one drains.
      nodeGroupNamePrefix: `${props.name}-`,
      nodeRoleArn: props.roleArn,
      subnetIds: props.subnetIds,
      version: props.kubernetesVersion,
      releaseVersion: shape.releaseVersion,
      amiType: NODE_IMAGES[shape.amiFamily].amiTypes[shape.architecture],
      capacityType: shape.capacityType,
      instanceTypes: shape.instanceTypes,
      launchTemplate: { id: template.id, version: Fn.tostring(template.latestVersion) },
      scalingConfig: { minSize: shape.min, maxSize: shape.max, desiredSize: shape.initial },
      updateConfig: maxUnavailablePercentage
        ? { maxUnavailablePercentage }
        : { maxUnavailable: shape.maxUnavailable ?? 1 },
      nodeRepairConfig: shape.nodeRepair ? { enabled: true } : undefined,
      labels: { ...shape.labels, 'docnow.io/nodes': props.name },
      taint: shape.taints.length
        ? shape.taints.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect] }))
        : undefined,
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['scaling_config[0].desired_size'] },
      dependsOn: props.dependsOn,
    });
  }

  private launchTemplate({ name, clusterName, shape, elasticsearch }: NodeGroupProps): LaunchTemplate {
    const tags = { Name: `${clusterName}-${name}` };
    const image = NODE_IMAGES[shape.amiFamily];
    return new LaunchTemplate(this, 'LaunchTemplate', {
      namePrefix: `docnow-${name}-`,
      updateDefaultVersion: true,
      // Session-bound credentials only, and one network hop: a pod with an address of its own is two hops away, so it
      // cannot take the node's role.
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: image.disks({
        volumeType: 'gp3',
        volumeSize: shape.diskGib,
        iops: shape.diskIops,
        throughput: shape.diskThroughputMib,
        encrypted: 'true',
        deleteOnTermination: 'true',
      }),
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
      userData: elasticsearch ? Fn.base64encode(Fn.rawString(image.elasticsearchUserData)) : undefined,
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
