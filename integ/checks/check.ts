import { KubeConfig } from '@kubernetes/client-node';

/** Where a check finds the APIs that it reads back from. */
export interface Reach {
  readonly aws: { readonly endpoint: string; readonly region: string };
  readonly kube: { readonly config: KubeConfig };
}

/** Something that must hold after an apply, asked of the APIs and never of Terraform's state. */
export interface Check<Facts> {
  /** The stack and what holds, such as `state: the bucket is private`. */
  readonly name: string;
  /**
   * Fails by throwing.
   *
   * @param rig where the APIs are
   * @param facts what the stack was told: names, ranges, counts
   */
  run(rig: Reach, facts: Facts): Promise<void>;
}
