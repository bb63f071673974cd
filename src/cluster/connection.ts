import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn, TerraformStack } from 'cdktf';

/** Internal: where an EKS cluster's API server is, and by which name AWS gives out credentials for it. */
export interface Connection {
  readonly clusterName: string;
  readonly region: string;
  readonly endpoint: string;
  /** The certificate of the cluster's authority, in base64. */
  readonly certificateAuthority: string;
}

/**
 * Internal: configures the kubernetes and helm providers of a stack. The token is fetched by the AWS command line when
 * Terraform runs, is good for 15 minutes and stands in no state.
 */
export function connectStack(stack: TerraformStack, to: Connection): void {
  const kubernetes = {
    host: to.endpoint,
    clusterCaCertificate: Fn.base64decode(to.certificateAuthority),
  };
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: 'aws',
    args: ['eks', 'get-token', '--cluster-name', to.clusterName, '--region', to.region],
  };
  new KubernetesProvider(stack, 'kubernetes', { ...kubernetes, exec: [exec] });
  new HelmProvider(stack, 'helm', { kubernetes: { ...kubernetes, exec } });
}
