import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  ClusterCapability,
  Color,
  DocNowEnvironment,
  DocNowEnvironmentProps,
  DocNowSecrets,
  EntryBackend,
  IEntry,
  Release,
  ServiceEndpoint,
} from '../../src';

/** A way in that leaves a note of what it was bound to. */
export class TestEntry implements IEntry {
  public readonly targetId = 'arn:of:target-group';
  constructor(public readonly color: Color) {}

  public bind(scope: Construct, id: string, backend: EntryBackend) {
    const note = new ConfigMapV1(scope, id, {
      metadata: { name: 'binding', namespace: backend.namespace },
      data: {
        namespace: backend.namespace,
        serviceName: backend.serviceName,
        servicePort: String(backend.servicePort),
      },
    });
    return {
      readinessGates: ['target-health.example.org/web'],
      sourceCidrs: ['10.42.0.0/20', '10.42.16.0/20'],
      dependable: note,
    };
  }
}

/** A store in the cluster. */
export function store(name: string, port: number): ServiceEndpoint {
  return ServiceEndpoint.inCluster({
    host: `${name}.docnow-data.svc.cluster.local`,
    port,
    namespace: 'docnow-data',
    podLabels: { 'app.kubernetes.io/name': name },
  });
}

/** The properties of an environment that is right in everything. */
export function goodProps(changes: Partial<DocNowEnvironmentProps> = {}): DocNowEnvironmentProps {
  return {
    cluster: {
      capabilities: Object.values(ClusterCapability),
      connect: (scope) => void new KubernetesProvider(TerraformStack.of(scope), 'kubernetes'),
    },
    color: Color.BLUE,
    entry: new TestEntry(Color.BLUE),
    release: Release.elasticsearchGeneration({ image: 'registry.example.org/docnow:0.0.35' }),
    redis: store('redis', 6379),
    elasticsearch: store('elasticsearch', 9200),
    userData: { mount: () => 'user-data' },
    secrets: DocNowSecrets.fromKubernetesSecret('docnow-secrets'),
    ...changes,
  };
}

/** A stack that holds one environment. */
export function environmentStack(changes: Partial<DocNowEnvironmentProps> = {}): TerraformStack {
  const stack = new TerraformStack(new App(), 'blue');
  new DocNowEnvironment(stack, 'Blue', goodProps(changes));
  return stack;
}

/** The name of an object, without what stands for its content and what the API server adds. */
export function nameOf({ name, generate_name: prefix }: { name?: string; generate_name?: string }): string | undefined {
  return name ?? prefix?.replace(/-\$\{.*$/, '');
}
