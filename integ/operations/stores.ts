import { TerraformStack } from 'cdktf';
import { cluster } from './cluster';
import {
  DataNamespace,
  Elasticsearch,
  ElasticsearchSnapshots,
  IDatabase,
  Postgres,
  PostgresBackups,
  Redis,
  S3CompatibleStore,
  ServiceEndpoint,
  SharedVolume,
} from '../../src';

/** Where copies of backups go. */
export const OBJECT_STORE = '10.60.0.9';

/** What colours are told of their stores. */
export interface Stores {
  readonly redis: ServiceEndpoint;
  readonly postgres: IDatabase;
}

/** Every store in the cluster, with backups and copies of these. */
export function storesIn(stack: TerraformStack, name: string): Stores {
  const namespace = new DataNamespace(stack, 'Data', { cluster, name });
  const store = new S3CompatibleStore({
    endpoint: ServiceEndpoint.external({ host: 's3.example.org', port: 9000, cidrBlocks: [`${OBJECT_STORE}/32`] }),
    bucketName: 'backups',
    accessKeyId: { secretName: 'backups', key: 'id' },
    secretAccessKey: { secretName: 'backups', key: 'secret' },
  });
  const copies = { store };
  const volume = SharedVolume.nfs({ server: 'nfs.example.org', path: '/snapshots', name: 'snapshots' });
  const small = { cluster, namespace, storageGiB: 4, cpuMillicores: 10 };
  const snapshots = ElasticsearchSnapshots.toSharedVolume(volume, { copies });
  new Elasticsearch(stack, 'Elasticsearch', { ...small, nodes: 1, memoryMiB: 1024, snapshots });
  const password = { secretName: 'postgres', key: 'password' };
  const backups = PostgresBackups.toClaim({ copies });
  return {
    redis: new Redis(stack, 'Redis', small).endpoint,
    postgres: new Postgres(stack, 'Postgres', { ...small, password, backups }),
  };
}
