import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  ClusterCapability,
  Color,
  DocNowEnvironment,
  DocNowEnvironmentProps,
  IKubernetesCluster,
  Release,
  ServiceEndpoint,
  SharedVolume,
} from '../../src';

/** How a stack is applied: by Terraform with the cluster's providers, or without them. */
export type Way = 'terraform' | 'applier';

/** The cluster that stands behind the stacks of a trial. */
export const cluster: IKubernetesCluster = {
  capabilities: Object.values(ClusterCapability),
  connect(scope) {
    const stack = TerraformStack.of(scope);
    if (stack.node.tryFindChild('kubernetes')) return;
    new KubernetesProvider(stack, 'kubernetes');
    new HelmProvider(stack, 'helm');
  },
};

/** Writes one stack, whose state stays in its folder. @returns its folder */
export function synthesized(outdir: string, name: string, fill: (stack: TerraformStack) => void): string {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `${outdir}/${name}.tfstate` });
  fill(stack);
  app.synth();
  return `${outdir}/stacks/${name}`;
}

/** A colour of the generation that has migrations, with a way in that asks for nothing. */
export function environment(
  stack: TerraformStack,
  color: Color,
  props: Pick<DocNowEnvironmentProps, 'secrets'> & Partial<DocNowEnvironmentProps>,
): DocNowEnvironment {
  const store = (name: string, port: number) =>
    ServiceEndpoint.inCluster({
      host: `${name}.docnow-data`,
      port,
      namespace: 'docnow-data',
      podLabels: { app: name },
    });
  return new DocNowEnvironment(stack, 'DocNow', {
    cluster,
    color,
    entry: {
      color,
      targetId: color.name,
      bind: (scope, id) => ({
        readinessGates: [],
        sourceCidrs: ['10.42.0.0/20'],
        dependable: new Construct(scope, id),
      }),
    },
    release: Release.postgresGeneration({ image: 'registry.example.org/docnow:1' }),
    redis: store('redis', 6379),
    postgres: { endpoint: store('postgres', 5432), databaseName: 'docnow', username: 'docnow' },
    userData: SharedVolume.nfs({ server: 'nfs.example.org', path: '/export' }),
    web: { timings: { preStop: 31, terminationGracePeriod: 35 } },
    ...props,
  });
}
