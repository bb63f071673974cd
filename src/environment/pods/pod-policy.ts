import { PodVolume } from './pod-volume';
import { Sidecar } from './sidecar';
import { Toleration } from '../../platform/kubernetes-cluster';

/**
 * What is so of all pods of an environment, Jobs included, or of those of one program. Lists and maps of a program's own
 * come on top of those of all; of what is one thing alone, a program's own wins. Pod Security's level `restricted` holds in
 * any case.
 */
export interface PodPolicy {
  /**
   * More labels. Those by which the environment finds its pods cannot be changed.
   *
   * @default - none
   */
  readonly labels?: { [label: string]: string };
  /**
   * More annotations.
   *
   * @default - none
   */
  readonly annotations?: { [annotation: string]: string };
  /**
   * Labels that a node must have.
   *
   * @default - the architecture of an image that is made for one alone
   */
  readonly nodeSelector?: { [label: string]: string };
  /**
   * Taints of nodes that pods accept.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];
  /**
   * The name of a PriorityClass: whose pods wait, or go, when there is no room for all.
   *
   * @default - the cluster's own default
   */
  readonly priorityClassName?: string;
  /**
   * The name of a RuntimeClass, such as one of gVisor.
   *
   * @default - the cluster's own default
   */
  readonly runtimeClassName?: string;
  /**
   * The number of the user that programs run as. Never 0: root.
   *
   * @default - as the release says
   */
  readonly user?: number;
  /**
   * The number of the group that programs run in, and for which volumes are made writable. Never 0: root's.
   *
   * @default - the image's own; volumes are made writable for the group of the user's number
   */
  readonly group?: number;
  /**
   * Containers beside the program's. Jobs do not get them, since they would never end.
   *
   * @default - none
   */
  readonly sidecars?: Sidecar[];
  /**
   * More volumes, which the program and its sidecars have at the same paths.
   *
   * @default - none
   */
  readonly volumes?: PodVolume[];
  /**
   * The names of Secrets in the environment's namespace all of whose keys are environment variables of the program. What the
   * environment sets itself wins. A change of a Secret does not renew pods.
   *
   * @default - none
   */
  readonly environmentFromSecrets?: string[];
  /**
   * The names of ConfigMaps, in the same way.
   *
   * @default - none
   */
  readonly environmentFromConfigMaps?: string[];
}
