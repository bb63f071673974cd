import { TerraformStack } from 'cdktf';
import { ClusterCapability, Color, IEntry, IKubernetesCluster, ISharedVolume } from '../../src';
import { Rig } from '../rig/rig';

/**
 * What the contract suite has to know of a platform. A new platform passes it by one file such as `aws.ts`, named in
 * `../contracts.integ.ts`: nothing of `suite.ts` is about a platform.
 */
export interface Platform {
  readonly name: string;
  /** The colours that are built on it; no other platform has them. */
  readonly colors: readonly [Color, Color];
  /** What its cluster is said to have, and has only after `install`. */
  readonly lacksAtFirst: ClusterCapability[];
  /** Makes what is there before Terraform comes. */
  begin(rig: Rig): Promise<void>;
  /** Installs in the cluster what its owner would. */
  install(rig: Rig): Promise<void>;
  /** Takes it away again, when no colour is left: the data services go without it. */
  uninstall(rig: Rig): Promise<void>;
  /**
   * Writes what colours share.
   *
   * @param services the stack to write it into
   */
  shared(services: TerraformStack, rig: Rig): Shared;
  /** The address ranges that requests come from. */
  sourceCidrs(rig: Rig): Promise<string[]>;
  /** Where a client of this colour would be led, asked of the APIs: an address, and the name that it asks for. */
  waysIn(rig: Rig, color: Color): Promise<WayIn[]>;
  /** Divides traffic by the platform's strategy, where no story does. */
  traffic?(rig: Rig): Promise<void>;
  /** What is left of it when all stacks are destroyed. */
  left(rig: Rig): Promise<string[]>;
}

/** What colours share. */
export interface Shared {
  readonly userData: ISharedVolume;
  /** The class of Redis' volume; none for the cluster's default. */
  readonly storageClassName?: string;
  /** The cluster, as this stack is to reach it. */
  cluster(stack: TerraformStack): IKubernetesCluster;
  entry(color: Color): IEntry;
}

/** One place where requests are answered. */
export interface WayIn {
  readonly host: string;
  readonly port: number;
  /** The name that is asked for. */
  readonly name: string;
}
