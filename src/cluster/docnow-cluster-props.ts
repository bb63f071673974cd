import { NodeAutoscaling } from './compute/autoscaling/node-autoscaling';
import { Compute } from './compute/compute';
import { Network } from './network/network';
import { KubernetesVersion } from './versions/kubernetes-version';
import { SupportType } from './versions/support-type';
import { ClusterCapability } from '../platform/cluster-capability';

/** What a cluster for DocNow is told. */
export interface DocNowClusterProps {
  /**
   * The cluster's name, one of its kind in account and region: 1 to 100 letters, digits, `-` and `_`, the first a letter
   * or digit.
   */
  readonly name: string;

  /** Where nodes, pods and load balancers live. */
  readonly network: Network;

  /**
   * The AWS region, such as `us-east-1`.
   *
   * @default - the region of the stack's AwsProvider
   */
  readonly region?: string;

  /**
   * The public IPv4 ranges from which the API server can be reached over the internet: those of the operators and of
   * continuous integration, such as `['203.0.113.7/32']`. Not `0.0.0.0/0`.
   *
   * @default - none: the API server answers inside the VPC alone
   */
  readonly publicAccessCidrs?: string[];

  /**
   * The IPv4 range of Kubernetes' Services: private, /12 to /24, and nobody's in the VPC or its peers. Cannot be changed later
   * without a new cluster. EKS itself would take this one or 10.100.0.0/16, and not say which (its API Reference,
   * KubernetesNetworkConfigRequest); it is fixed here so that overlaps are found at synth.
   *
   * @default '172.20.0.0/16'
   */
  readonly serviceCidr?: string;

  /**
   * The minor version of Kubernetes. A cluster goes up one minor version at a time, with its add-ons and nodes; other
   * steps are refused when Terraform plans (docs/upgrades.md).
   *
   * @default KubernetesVersion.V1_34
   */
  readonly kubernetesVersion?: KubernetesVersion;

  /**
   * What EKS does when the standard support of the version ends.
   *
   * @default SupportType.EXTENDED: nobody upgrades the cluster but you. Being late costs money, not an outage
   */
  readonly supportType?: SupportType;

  /**
   * What everything but Elasticsearch runs on.
   *
   * @default - 2 to 6 nodes of m6i.large
   */
  readonly compute?: Compute;

  /**
   * What Elasticsearch runs on: nodes set apart for it, or `Compute.shared()` for no nodes of its own. Beside Fargate these
   * nodes take every pod that Fargate does not. Beside Auto Mode they need a class of volumes of their own
   * (`EbsStorageClass` with `nodes: cluster.elasticsearchNodes`).
   *
   * @default - 3 nodes of m6i.large, the least for a quorum that outlives a node; with Auto Mode, shared
   */
  readonly elasticsearchCompute?: Compute;

  /**
   * What makes nodes come and go with the pods. Auto Mode and Fargate do without.
   *
   * @default - nothing: groups stay at the number of nodes that they begin with
   */
  readonly nodeAutoscaling?: NodeAutoscaling;

  /**
   * What the cluster can do besides, by what somebody else installs in it: `KEDA` and `GATEWAY_API`. A `CapabilityCheck` looks
   * whether it is so.
   *
   * @default - what follows from compute and add-ons alone
   */
  readonly additionalCapabilities?: ClusterCapability[];

  /**
   * Whether the identity that runs `terraform apply` first is an administrator. EKS reads this when it makes the cluster;
   * changing it later changes nothing. To take the right away afterwards, grant it to somebody else and delete the
   * creator's access entry (`aws eks delete-access-entry`): nothing brings it back.
   *
   * @default true; false wants a `grantAdmin`, to a role that the creator may take
   */
  readonly creatorIsAdministrator?: boolean;

  /**
   * Versions of EKS add-ons by name, such as `{ coredns: 'v1.12.4-eksbuild.1' }`.
   *
   * @default - EKS's default for `kubernetesVersion` on the day when that is set, kept until it changes
   */
  readonly addOnVersions?: { [addOn: string]: string };

  /**
   * Whether CloudWatch gets what pods print, and metrics of nodes and pods, by the EKS add-on
   * `amazon-cloudwatch-observability`. It costs by the amount. Pods on Fargate are not seen. In a network without NAT
   * gateways it needs the endpoints `CLOUDWATCH_LOGS`, `EC2` and `EKS_AUTH`.
   *
   * @default false: pods print to their nodes, where `kubectl logs` finds it as long as they are there
   */
  readonly containerInsights?: boolean;

  /**
   * Days that CloudWatch keeps the control plane's logs, the VPC's flow logs and those of `containerInsights`: one of the numbers that CloudWatch
   * takes, such as 30, 90 or 365.
   *
   * @default 90
   */
  readonly logRetentionDays?: number;

  /**
   * Days for which the key of the cluster's secrets can be had back after it was destroyed, 7 to 30.
   *
   * @default 30
   */
  readonly keyDeletionDays?: number;
}
