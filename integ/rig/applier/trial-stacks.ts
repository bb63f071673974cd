import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  ClusterCapability,
  Color,
  DataNamespace,
  DocNowEnvironment,
  DocNowSecrets,
  EbsStorageClass,
  Elasticsearch,
  EntryBackend,
  IKubernetesCluster,
  Redis,
  Release,
  SharedVolume,
  TargetGroupBinding,
} from '../../../src';

/** What the trial's stacks vary in. */
export interface TrialStacks {
  /** @default true */
  readonly elasticsearch?: boolean;
  /** @default 2 */
  readonly webReplicas?: number;
}

const TARGET_GROUP = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/blue/0123456789abcdef';

const cluster: IKubernetesCluster = {
  capabilities: Object.values(ClusterCapability),
  elasticsearchNodes: {
    nodeSelector: { 'docnow.io/nodes': 'elasticsearch' },
    tolerations: [{ key: 'docnow.io/nodes', value: 'elasticsearch', effect: 'NoSchedule' }],
  },
  connect(scope: Construct) {
    const stack = TerraformStack.of(scope);
    if (stack.node.tryFindChild('kubernetes')) return;
    new KubernetesProvider(stack, 'kubernetes');
    new HelmProvider(stack, 'helm');
  },
};

/** Writes the stacks `services` and `blue`, with nothing of AWS in them. @returns the folder of each */
export function synthTrial(outdir: string, { elasticsearch = true, webReplicas = 2 }: TrialStacks = {}) {
  const app = new App({ outdir });
  const services = new TerraformStack(app, 'services');
  const namespace = new DataNamespace(services, 'Data', { cluster });
  const storage = new EbsStorageClass(services, 'Storage', { cluster, removalProtection: false });
  const common = { cluster, namespace, storageClassName: storage.name };
  const redis = new Redis(services, 'Redis', common);
  if (elasticsearch) new Elasticsearch(services, 'Elasticsearch', common);

  const blue = new TerraformStack(app, 'blue');
  new DocNowEnvironment(blue, 'Blue', {
    cluster,
    color: Color.BLUE,
    release: Release.elasticsearchGeneration({ image: 'registry.example.org/docnow:0.0.35' }),
    redis: redis.endpoint,
    elasticsearch: { ...redis.endpoint, host: 'elasticsearch.docnow-data.svc.cluster.local', port: 9200 },
    userData: SharedVolume.nfs({ server: 'nfs.example.org', path: '/export' }),
    secrets: DocNowSecrets.fromKubernetesSecret('docnow-secrets'),
    web: { replicas: webReplicas },
    entry: {
      color: Color.BLUE,
      targetId: TARGET_GROUP,
      bind: (scope: Construct, id: string, backend: EntryBackend) => ({
        // No gate: nobody plays the load balancer's controller here.
        readinessGates: [],
        sourceCidrs: ['10.42.0.0/20'],
        dependable: new TargetGroupBinding(scope, id, { ...backend, name: 'web', targetGroupArn: TARGET_GROUP }),
      }),
    },
  });
  for (const stack of [services, blue]) new LocalBackend(stack, { path: `${outdir}/${stack.node.id}.tfstate` });
  app.synth();
  return { services: `${outdir}/stacks/services`, blue: `${outdir}/stacks/blue` };
}
