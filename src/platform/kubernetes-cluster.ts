import { Construct } from 'constructs';
import { Architecture } from './architecture';
import { ClusterCapability } from './cluster-capability';

/** A taint that a pod accepts, in Kubernetes' own words. */
export interface Toleration {
  /** The taint's key. */
  readonly key: string;
  /** The taint's value. */
  readonly value: string;
  /** The taint's effect: `NoSchedule`, `PreferNoSchedule` or `NoExecute`. */
  readonly effect: string;
}

/** Where pods of a kind belong: the nodes that carry all labels, and the taints of these nodes. */
export interface NodePlacement {
  /** Labels that a node must have. */
  readonly nodeSelector: { [label: string]: string };
  /** Taints of these nodes that the pods accept. */
  readonly tolerations: Toleration[];
  /**
   * What these nodes' processors are.
   *
   * @default - not known, so no image is refused
   */
  readonly architectures?: Architecture[];
  /**
   * The CSI driver that makes block volumes for pods on these nodes, such as `ebs.csi.aws.com`.
   *
   * @default - the cluster's `blockVolumeDriver`
   */
  readonly blockVolumeDriver?: string;
}

/**
 * A Kubernetes cluster that stacks of their own deploy to.
 *
 * The cluster knows how a Terraform stack reaches it; what is deployed knows nothing of where it runs.
 */
export interface IKubernetesCluster {
  /** What the cluster can do beyond what every conformant Kubernetes does. */
  readonly capabilities: ClusterCapability[];

  /**
   * Nodes set apart for Elasticsearch.
   *
   * @default - Elasticsearch runs on any node
   */
  readonly elasticsearchNodes?: NodePlacement;

  /**
   * What the processors are wherever a pod without a placement of its own may run.
   *
   * @default - not known, so no image is refused
   */
  readonly architectures?: Architecture[];

  /**
   * The CSI driver that makes block volumes for pods without a placement of their own, such as `ebs.csi.aws.com`.
   *
   * @default - what the class of volumes takes as its own default
   */
  readonly blockVolumeDriver?: string;

  /**
   * Namespaces whose pods run without nodes and so cannot mount block volumes, such as those that AWS Fargate takes. `*`
   * stands for any number of characters, `?` for one.
   *
   * @default - none
   */
  readonly nodelessNamespaces?: string[];

  /**
   * Configures the kubernetes and helm providers in the stack of `scope`. Calling it again for the same stack does
   * nothing. Credentials are fetched when Terraform runs and stand in no file.
   *
   * @param scope any construct of the stack that deploys to the cluster
   * @throws when `scope` is in the stack that makes the cluster: a provider cannot be configured from a resource that is not there yet
   */
  connect(scope: Construct): void;
}
