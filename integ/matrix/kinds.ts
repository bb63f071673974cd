import { Compute, DocNowClusterProps, NatGateways, Network, NodeAutoscaling, VpcEndpointService } from '../../src';
import { HandMade } from '../checks/cluster/network-by-hand';

/** Where a cluster of the matrix is to be. */
export interface Place {
  /** A range that no other cluster has. */
  readonly cidr: string;
  readonly there: Pick<HandMade, 'institute' | 'ours'>;
}

const { S3, DYNAMODB, ECR, EC2, EKS, EKS_AUTH, STS, SQS, AUTO_SCALING } = VpcEndpointService;
const isolated = (cidr: string, natGateways: NatGateways) => ({ cidr, availabilityZones: 2, natGateways });

/** What a cluster can be in, by the names that the docs have. */
export const NETWORKS: Readonly<Record<string, (place: Place) => Network>> = {
  'isolated, no NAT gateway, endpoints': ({ cidr }) =>
    Network.isolated({
      ...isolated(cidr, NatGateways.NONE),
      endpoints: [S3, DYNAMODB, ECR, EC2, EKS, EKS_AUTH, STS, SQS, AUTO_SCALING],
    }),
  'isolated, one NAT gateway': ({ cidr }) => Network.isolated(isolated(cidr, NatGateways.ONE)),
  'isolated, a NAT gateway in each zone': ({ cidr }) => Network.isolated(isolated(cidr, NatGateways.ONE_PER_ZONE)),
  existing: ({ there }) => Network.existing(there.institute),
  'isolated, one NAT gateway, peered': ({ cidr, there: { ours } }) =>
    Network.isolated(isolated(cidr, NatGateways.ONE)).peeredWith({
      vpcId: ours.vpcId,
      cidrBlocks: [ours.cidr],
      routeTableIds: [ours.routeTableId],
    }),
};

type Computes = Pick<DocNowClusterProps, 'compute' | 'elasticsearchCompute'>;
const fargate = Compute.fargate({ namespaces: ['docnow-blue', 'docnow-green'] });
const nodes = Compute.managedNodes({ min: 3 });

/** What everything runs on, and what Elasticsearch. */
export const COMPUTES: Readonly<Record<string, Computes>> = {
  'nodes | nodes of its own': { compute: Compute.managedNodes(), elasticsearchCompute: nodes },
  'nodes | shared': { compute: Compute.managedNodes(), elasticsearchCompute: Compute.shared() },
  'nodes | Fargate': { compute: Compute.managedNodes(), elasticsearchCompute: fargate },
  'nodes | Auto Mode': { compute: Compute.managedNodes(), elasticsearchCompute: Compute.autoMode() },
  'Fargate | nodes of its own': { compute: fargate, elasticsearchCompute: nodes },
  'Fargate | none': { compute: fargate, elasticsearchCompute: Compute.shared() },
  'Auto Mode | nodes of its own': { compute: Compute.autoMode(), elasticsearchCompute: nodes },
  'Auto Mode | shared': { compute: Compute.autoMode() },
};

/** What scales nodes. */
export const AUTOSCALERS: Readonly<Record<string, NodeAutoscaling | undefined>> = {
  none: undefined,
  Karpenter: NodeAutoscaling.karpenter(),
  'Cluster Autoscaler': NodeAutoscaling.clusterAutoscaler(),
};
