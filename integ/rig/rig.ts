import { Aws } from './aws/aws';
import { Kube } from './kube/kube';
import { PodManager } from './pods/pod-manager';
import { Host } from './pods/programs/host';
import { StackRunner } from './stack-runner';
import { Providers } from './terraform/providers';
import { Tools } from './tools/tools';

/** Real Terraform, an emulated AWS, a real Kubernetes control plane, and pods that answer: all on loopback. */
export interface Rig {
  /** A temporary folder, gone after `stop`. */
  readonly dir: string;
  readonly aws: Aws;
  readonly kube: Kube;
  /** The pods that answer, to be made slow, sick, or to crash. */
  readonly pods: PodManager;
  /** Where programs run: images and services can be added to it. */
  readonly host: Host;
  /** The programs, to run them by hand. */
  readonly tools: Tools;
  /** Where Terraform has its providers from, and those that it has not. */
  readonly providers: Providers;
  /** What went wrong behind the scenes, though it was tried again. */
  readonly troubles: readonly string[];
  /** Runs a stack that was synthesized into `folder` (which holds `cdk.tf.json`; it is copied, not touched). */
  stack(name: string, folder: string): StackRunner;
  /** Stops every process and deletes the temporary folder. */
  stop(): Promise<void>;
}
