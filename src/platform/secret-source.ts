import { Construct } from 'constructs';
import { IKubernetesCluster } from './kubernetes-cluster';
import { SecretKeyReference } from './secret-key-reference';

/** Which secrets pods want to read, and where the pods are. */
export interface SecretBindingProps {
  /** The cluster of the pods. */
  readonly cluster: IKubernetesCluster;
  /** The namespace of the pods. */
  readonly namespace: string;
  /** The environment variables that are secret, such as `COOKIE_SECRET`. */
  readonly keys: string[];
}

/** Where secrets come from. They are handed on by reference: no value passes through Terraform. */
export interface ISecretSource {
  /**
   * Makes secrets available to pods.
   *
   * @param scope where resources are made; its stack is connected to the cluster
   * @param id their construct id
   * @param props which secrets, and for whom
   * @returns by environment variable, where its value is. What is in another namespace is copied to that of the pods, in
   * the cluster
   * @throws when it has no value for one of the keys, with the way out
   */
  bind(scope: Construct, id: string, props: SecretBindingProps): { [key: string]: SecretKeyReference };
}
