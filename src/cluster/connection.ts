import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn, TerraformStack } from 'cdktf';
import { invalid } from '../platform/invalid';

/** Internal: how the kubernetes and helm providers reach a cluster, in the words that both share. */
export interface ProviderConnection {
  readonly host?: string;
  /** PEM. */
  readonly clusterCaCertificate?: string;
  readonly token?: string;
  readonly configPath?: string;
  readonly configContext?: string;
  /** A program that prints credentials when Terraform runs. */
  readonly exec?: {
    readonly apiVersion: string;
    readonly command: string;
    readonly args: string[];
  };
}

/** Internal: where an EKS cluster's API server is, and by which name AWS gives out credentials for it. */
export interface Connection {
  readonly clusterName: string;
  readonly region: string;
  readonly endpoint: string;
  /** The certificate of the cluster's authority, in base64. */
  readonly certificateAuthority: string;
}

/** Internal: configures both providers of a stack. @throws when the stack has a provider of another cluster already */
export function connectProviders(stack: TerraformStack, { exec, ...to }: ProviderConnection): void {
  if (stack.node.tryFindChild('kubernetes')) {
    throw invalid(stack, {
      property: 'connect(scope)',
      value: stack.node.id,
      because: 'a stack that is connected to another cluster already',
      wayOut: 'Give what is deployed to each cluster a stack of its own.',
    });
  }
  new KubernetesProvider(stack, 'kubernetes', { ...to, exec: exec && [exec] });
  new HelmProvider(stack, 'helm', { kubernetes: { ...to, exec } });
}

/**
 * Internal: configures the kubernetes and helm providers of a stack for EKS. The token is fetched by the AWS command line
 * when Terraform runs, is good for 15 minutes and stands in no state.
 */
export function connectStack(stack: TerraformStack, to: Connection): void {
  connectProviders(stack, {
    host: to.endpoint,
    clusterCaCertificate: Fn.base64decode(to.certificateAuthority),
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: 'aws',
      args: ['eks', 'get-token', '--cluster-name', to.clusterName, '--region', to.region],
    },
  });
}
