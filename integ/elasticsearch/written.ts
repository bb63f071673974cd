import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import {
  ClusterCapability,
  DataNamespace,
  DocNowCluster,
  Elasticsearch,
  ElasticsearchProps,
  ElasticsearchSnapshots,
  S3CompatibleStore,
  ServiceEndpoint,
  SharedVolume,
} from '../../src';

/** What is asked of Elasticsearch, and where the cluster is. */
export interface Wanted extends Pick<ElasticsearchProps, 'nodes' | 'storageGiB' | 'version'> {
  /** Where it is synthesized to. */
  readonly outdir: string;
  readonly kubeconfigPath: string;
  /** The port of what speaks S3 on loopback. */
  readonly s3Port: number;
}

/** The stack of `docs/elasticsearch.md`. */
export const STACK = 'services';

/** Where copies of the snapshots go. */
export const BUCKET = 'backups';

/** Writes the stack with Elasticsearch in it. @returns the stack's folder */
export function write({ outdir, kubeconfigPath: configPath, s3Port: port, ...size }: Wanted): string {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, STACK);
  const capabilities = [ClusterCapability.BLOCK_VOLUMES, ClusterCapability.MEMORY_MAPS];
  const cluster = DocNowCluster.fromKubeconfig(stack, 'Cluster', {
    configPath,
    configContext: 'docnow-rig',
    capabilities,
  });
  const namespace = new DataNamespace(stack, 'Namespace', { cluster });
  const volume = SharedVolume.nfs({ server: 'nfs.example.org', path: '/snapshots', name: 'elasticsearch-snapshots' });
  const store = new S3CompatibleStore({
    endpoint: ServiceEndpoint.external({ host: '127.0.0.1', port, cidrBlocks: ['127.0.0.1/32'], tls: false }),
    bucketName: BUCKET,
    accessKeyId: { secretName: 'backups', key: 'id' },
    secretAccessKey: { secretName: 'backups', key: 'secret' },
  });
  const snapshots = ElasticsearchSnapshots.toSharedVolume(volume, { keep: 2, copies: { store } });
  new Elasticsearch(stack, 'Elasticsearch', { cluster, namespace, snapshots, version: '6.4.3', ...size });
  app.synth();
  return join(outdir, 'stacks', STACK);
}
