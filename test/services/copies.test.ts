import { FakeCluster, newStack, resources } from './fake-cluster';
import {
  DataNamespace,
  Elasticsearch,
  ElasticsearchSnapshots,
  IObjectStore,
  ObjectStoreAccess,
  ObjectStoreBindingProps,
  Postgres,
  PostgresBackups,
  S3CompatibleStore,
  S3CompatibleStoreProps,
  ServiceEndpoint,
  SharedVolume,
} from '../../src';

const elsewhere: S3CompatibleStoreProps = {
  endpoint: ServiceEndpoint.external({ host: 's3.example.org', port: 9000, cidrBlocks: ['192.0.2.0/24'] }),
  bucketName: 'backups',
  accessKeyId: { secretName: 'backup-keys', key: 'id' },
  secretAccessKey: { secretName: 'backup-keys', key: 'secret' },
};

/** Tells who asked, and what of the cluster's is to be there before. */
class Recording implements IObjectStore {
  readonly asked: ObjectStoreBindingProps[] = [];

  bind(_scope: unknown, _id: string, props: ObjectStoreBindingProps): ObjectStoreAccess {
    this.asked.push(props);
    return { bucketName: 'backups', region: 'eu-west-1', reaches: [] };
  }
}

function elasticsearch(copies: { store: IObjectStore; prefix?: string; schedule?: string; image?: string }) {
  const stack = newStack();
  const cluster = new FakeCluster();
  const namespace = new DataNamespace(stack, 'Data', { cluster });
  const volume = SharedVolume.nfs({ server: 'nfs.example.org', path: '/snapshots', name: 'snapshots' });
  const snapshots = ElasticsearchSnapshots.toSharedVolume(volume, { copies });
  new Elasticsearch(stack, 'Elasticsearch', { cluster, namespace, snapshots });
  const named = (type: string, name: string) =>
    resources(stack, `kubernetes_${type}_v1`).find(({ metadata }) => metadata.name === name);
  return named;
}

describe('copies in an object store', () => {
  test('are made every hour, and fetched by an operator alone', () => {
    const named = elasticsearch({ store: new S3CompatibleStore(elsewhere) });
    const { spec } = named('cron_job', 'elasticsearch-copy');
    expect([spec.schedule, spec.suspend, spec.concurrency_policy]).toEqual(['13 * * * *', undefined, 'Forbid']);
    expect(named('cron_job', 'elasticsearch-fetch').spec).toMatchObject({ schedule: '0 0 31 2 *', suspend: true });
    const pod = spec.job_template.spec.template.spec;
    expect(pod.automount_service_account_token).toBe(false);
    const [container] = pod.container;
    expect(container.image).toBe('public.ecr.aws/aws-cli/aws-cli:2.32.2');
    expect(container.security_context.read_only_root_filesystem).toBe(true);
    expect(container.env).toEqual(
      expect.arrayContaining([
        { name: 'AWS_ENDPOINT_URL', value: 'https://s3.example.org:9000' },
        { name: 'PREFIX', value: 'elasticsearch' },
        {
          name: 'AWS_SECRET_ACCESS_KEY',
          value_from: { secret_key_ref: { name: 'backup-keys', key: 'secret' } },
        },
      ]),
    );
  });

  test('are made by pods that reach the object store alone, while those that make backups do not', () => {
    const named = elasticsearch({ store: new S3CompatibleStore(elsewhere) });
    expect(named('network_policy', 'elasticsearch-copy').spec.egress).toEqual([
      { to: [{ ip_block: { cidr: '192.0.2.0/24' } }], ports: [{ port: 9000, protocol: 'TCP' }] },
    ]);
    expect(JSON.stringify(named('network_policy', 'elasticsearch-snapshot').spec)).not.toContain('ip_block');
    const { metadata } = named('cron_job', 'elasticsearch-copy').spec.job_template.spec.template;
    expect(Object.keys(metadata.labels)).not.toContain('docnow.io/elasticsearch-client');
  });

  test('have a service account of their own, and a prefix', () => {
    const store = new Recording();
    elasticsearch({ store, prefix: 'production/elasticsearch' });
    expect(store.asked).toMatchObject([
      { namespace: 'docnow-data', serviceAccountName: 'elasticsearch-copy', prefix: 'production/elasticsearch' },
    ]);
  });

  test('are made of backups of PostgreSQL, too', () => {
    const stack = newStack();
    const cluster = new FakeCluster();
    const namespace = new DataNamespace(stack, 'Data', { cluster });
    const backups = PostgresBackups.toClaim({ copies: { store: new S3CompatibleStore(elsewhere) } });
    new Postgres(stack, 'Postgres', { cluster, namespace, backups });
    const names = resources(stack, 'kubernetes_cron_job_v1').map(({ metadata }) => metadata.name);
    expect(names.sort()).toEqual(['postgres-backup', 'postgres-copy', 'postgres-fetch', 'postgres-restore']);
  });

  test('are refused with the way out', () => {
    const store = new S3CompatibleStore(elsewhere);
    expect(() => elasticsearch({ store, prefix: '/backups/' })).toThrow(
      "services/Elasticsearch: snapshots.copies.prefix is '/backups/', which is not made of lower case letters, digits and " +
        'hyphens, with single slashes between. Use such as production/elasticsearch.',
    );
    expect(() => elasticsearch({ store, schedule: 'hourly' })).toThrow(/snapshots\.copies\.schedule is 'hourly'/);
    expect(() => elasticsearch({ store, image: 'aws-cli' })).toThrow(/snapshots\.copies\.image is 'aws-cli'/);
    const accessKeyId = { secretName: 'backup-keys', key: 'id', namespace: 'vault' };
    expect(() => elasticsearch({ store: new S3CompatibleStore({ ...elsewhere, accessKeyId }) })).toThrow(
      "accessKeyId.namespace is 'vault', while the pods that use it are in 'docnow-data'. Keep the Secret there: a pod reads " +
        'none of another namespace.',
    );
  });
});
