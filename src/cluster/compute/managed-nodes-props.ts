import { Architecture } from '../../platform/architecture';
import { CapacityType } from '../../platform/aws/capacity-type';

/** The operating system of nodes. AWS makes and patches their images. */
export enum AmiFamily {
  /** Amazon Linux 2023, a general purpose Linux. */
  AL2023 = 'AL2023',
  /** Bottlerocket, which holds what containers need and no more: no shell, a root file system that nobody can change. */
  BOTTLEROCKET = 'BOTTLEROCKET',
}

/** What a taint does to pods that do not tolerate it (Kubernetes, "Taints and Tolerations"). */
export enum TaintEffect {
  /** They are not scheduled here. */
  NO_SCHEDULE = 'NoSchedule',
  /** They are scheduled here when no other node takes them. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** They are not scheduled here, and those that run here already are evicted. */
  NO_EXECUTE = 'NoExecute',
}

/** A mark on nodes that keeps pods away. */
export interface NodeTaint {
  /** The taint's key, such as `example.org/licensed`. */
  readonly key: string;
  /** The taint's value. */
  readonly value: string;
  /** What it does to pods that do not tolerate it. */
  readonly effect: TaintEffect;
}

/** A number of alike nodes that EKS manages. */
export interface ManagedNodesProps {
  /**
   * EC2 instance types, all of one processor architecture; EC2 takes the first that it has. AWS Graviton (ARM) or x86.
   *
   * @default ['m6i.large']
   */
  readonly instanceTypes?: string[];

  /**
   * The processors' architecture. To be given when `instanceTypes` are known only when Terraform runs.
   *
   * @default - what the names of the instance types say
   */
  readonly architecture?: Architecture;

  /**
   * How the instances are paid. Spot is refused where Elasticsearch runs: its data would be copied anew each time that
   * EC2 takes an instance back, and two at once are lost.
   *
   * @default CapacityType.ON_DEMAND
   */
  readonly capacityType?: CapacityType;

  /**
   * The least number of nodes. Where Elasticsearch runs, 2 or more.
   *
   * @default 2
   */
  readonly min?: number;

  /**
   * The most nodes.
   *
   * @default 6
   */
  readonly max?: number;

  /**
   * The number of nodes at the start. Afterwards it belongs to whatever scales the nodes: Terraform leaves it alone.
   *
   * @default - `min`
   */
  readonly initial?: number;

  /**
   * The operating system.
   *
   * @default AmiFamily.AL2023
   */
  readonly amiFamily?: AmiFamily;

  /**
   * The release of the machine image, such as `1.34.2-20251120` for Amazon Linux or `1.50.0-1a2b3c4d` for Bottlerocket.
   * Changing it replaces nodes one after another.
   *
   * @default - the newest when the group is made, and again when the version of Kubernetes changes
   */
  readonly releaseVersion?: string;

  /**
   * Each node's disk (EBS, gp3, encrypted), in GiB, 20 or more: images, logs and what pods keep in `emptyDir`.
   *
   * @default 50
   */
  readonly diskGib?: number;

  /**
   * Operations a second of each node's disk, 3000 to 80000.
   *
   * @default - 3000, which is in the price of gp3
   */
  readonly diskIops?: number;

  /**
   * Throughput of each node's disk in MiB a second, 125 to 2000.
   *
   * @default - 125, which is in the price of gp3
   */
  readonly diskThroughputMib?: number;

  /**
   * Labels of the nodes beside `docnow.io/nodes`, which this library sets.
   *
   * @default - none
   */
  readonly labels?: { [label: string]: string };

  /**
   * Taints of the nodes. Elasticsearch's pods tolerate those of its own nodes; nobody tolerates those of nodes for
   * everything, so only PREFER_NO_SCHEDULE may be there.
   *
   * @default - none, but the one that sets nodes apart for Elasticsearch
   */
  readonly taints?: NodeTaint[];

  /**
   * How many nodes an update takes at a time, at most `min`. Where Elasticsearch runs, 1, as its disruption budget lets
   * one pod go at a time. Not beside `maxUnavailablePercentage`.
   *
   * @default 1
   */
  readonly maxUnavailable?: number;

  /**
   * How many nodes of a hundred an update takes at a time, 1 to 100, rounded up.
   *
   * @default - `maxUnavailable` says it
   */
  readonly maxUnavailablePercentage?: number;

  /**
   * Whether EKS reboots or replaces nodes that stay unhealthy (Amazon EKS User Guide, "Enable node auto repair"). It does
   * not ask disruption budgets when a node does not answer.
   *
   * @default false
   */
  readonly nodeRepair?: boolean;
}
