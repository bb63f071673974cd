import { Token } from 'cdktf';
import { DocNowEnvironment } from '../../../src/environment/docnow-environment';
import { Release } from '../../../src/environment/release/release';
import { SharedVolume } from '../../../src/platform/generic/shared-volume';
import { DataNamespace } from '../../../src/services/data-namespace';
import { Postgres } from '../../../src/services/postgres/postgres';
import { PostgresBackups } from '../../../src/services/postgres/postgres-backups';
import { PostgresProps } from '../../../src/services/postgres/postgres-props';
import { goodProps } from '../../environment/world';
import { FakeCluster, newStack, resources } from '../fake-cluster';

const password = { secretName: 'postgres', key: 'password' };

function make(props: Partial<PostgresProps> = {}) {
  const stack = newStack();
  const cluster = new FakeCluster();
  const namespace = new DataNamespace(stack, 'Data', { cluster });
  const postgres = new Postgres(stack, 'Postgres', { cluster, namespace, password, ...props });
  const all = (type: string) => resources(stack, `kubernetes_${type}_v1`);
  const named = (type: string, name: string) => all(type).find(({ metadata }) => metadata.name === name);
  return { stack, postgres, all, named };
}

/** What shells get to run. */
function scripts({ data, spec }: any): unknown {
  const pod = (spec?.job_template?.spec ?? spec)?.template.spec.container[0];
  return [data, pod?.command, pod?.args, pod?.readiness_probe, pod?.liveness_probe];
}

describe('Postgres', () => {
  test('is a database that an environment can be given', () => {
    expect(make().postgres).toMatchObject({
      databaseName: 'docnow',
      username: 'docnow',
      password,
      endpoint: {
        host: 'postgres.docnow-data.svc.cluster.local',
        port: 5432,
        tls: false,
        podLabels: { 'app.kubernetes.io/name': 'postgres', 'app.kubernetes.io/instance': 'postgres' },
      },
    });
  });

  test('tells an environment where it is, and who it is for', () => {
    const release = Release.postgresGeneration({ image: 'registry.example.org/docnow:1.0.0' });
    const blue = newStack('blue');
    new DocNowEnvironment(blue, 'Blue', goodProps({ release, elasticsearch: undefined, postgres: make().postgres }));
    const [{ data }] = resources(blue, 'kubernetes_config_map_v1').filter(({ data: told }) => told.DB_HOSTNAME);
    expect(data).toMatchObject({
      DB_HOSTNAME: 'postgres.docnow-data.svc.cluster.local',
      DB_USERNAME: 'docnow',
      DB_DATABASE: 'docnow',
    });
  });

  test('has no script with what Terraform would take for its own', () => {
    const { all } = make();
    expect(JSON.stringify([...all('cron_job'), ...all('config_map'), ...all('stateful_set')].map(scripts))).not.toMatch(
      /\$\{(?!kubernetes_)/,
    );
  });

  test('makes a password that Terraform does not know, unless it is told of one', () => {
    const { postgres, all } = make({ password: undefined });
    expect(postgres.password).toMatchObject({
      secretName: 'postgres-password',
      key: 'password',
      namespace: 'docnow-data',
    });
    expect(all('secret')[0].lifecycle.prevent_destroy).toBe(true);
    expect(make({ password: undefined, removalProtection: false }).all('secret')[0].lifecycle.prevent_destroy).toBe(
      false,
    );
    expect(make().all('secret')).toEqual([]);
  });

  test('lets in those alone who carry its badge in a namespace of DocNow, and goes nowhere', () => {
    const { spec } = make().named('network_policy', 'postgres');
    expect(spec.egress).toBeUndefined();
    expect(spec.ingress).toEqual([
      {
        from: [
          {
            namespace_selector: { match_labels: { 'app.kubernetes.io/part-of': 'docnow' } },
            pod_selector: { match_labels: { 'docnow.io/postgres-client': 'true' } },
          },
        ],
        ports: [{ port: '5432', protocol: 'TCP' }],
      },
    ]);
  });

  test('has its password in a file alone, and all that it writes to on volumes', () => {
    const [{ spec }] = make().all('stateful_set');
    const { container, volume } = spec.template.spec;
    expect(container[0].env.filter(({ value_from: from }: any) => from)).toEqual([]);
    expect(container[0].security_context.read_only_root_filesystem).toBe(true);
    const paths = container[0].volume_mount.map(({ mount_path: path }: any) => path);
    expect(paths).toEqual(expect.arrayContaining(['/data', '/tmp', '/var/run/postgresql', '/dev/shm', '/password']));
    expect(volume.find(({ name }: any) => name === 'password').secret).toMatchObject({ secret_name: 'postgres' });
  });

  test('gives memory to settings, so that all of it is used and no more', () => {
    const args = (props: Partial<PostgresProps>) =>
      make(props).all('stateful_set')[0].spec.template.spec.container[0].args.join(' ');
    expect(args({})).toContain('shared_buffers=256MB -c effective_cache_size=768MB -c work_mem=2621kB');
    expect(args({ memoryMiB: 65536, maxConnections: 20 })).toContain('shared_buffers=16384MB');
    expect(args({ memoryMiB: 65536 })).toContain('maintenance_work_mem=1024MB');
  });

  test('fails a plan that would have data opened by another major version, and says the way out', () => {
    const { stack, all } = make({ version: '16.13', image: 'registry.example.org/postgres:16.13-bookworm' });
    const [template] = all('stateful_set')[0].spec.volume_claim_template;
    expect(template.metadata.labels['docnow.io/postgres-major']).toBe('16');
    const { data } = JSON.parse(JSON.stringify(stack.toTerraform()));
    const [claims] = Object.values<any>(data.kubernetes_resources);
    expect(claims.label_selector).toMatch(/^app.kubernetes.io\/name=postgres,.*,docnow.io\/postgres-major$/);
    expect(claims.lifecycle.postcondition[0].error_message).toMatch(
      /^version is 16\.13, but docnow-data\/postgres keeps data of PostgreSQL .* restore the last backup/,
    );
  });

  test('is backed up every night by pods that reach it and nothing else', () => {
    const { named } = make();
    const { spec } = named('cron_job', 'postgres-backup');
    expect(spec).toMatchObject({ schedule: '17 2 * * *', timezone: 'Etc/UTC', concurrency_policy: 'Forbid' });
    const pod = spec.job_template.spec.template;
    expect(pod.metadata.labels['docnow.io/postgres-client']).toBe('true');
    expect(pod.spec.container[0].env).toContainEqual({ name: 'KEEP', value: '14' });
    const policy = named('network_policy', 'postgres-backup').spec;
    expect(policy.egress).toHaveLength(1);
    expect(policy.egress[0].ports).toEqual([{ port: '5432', protocol: 'TCP' }]);
    const claim = named('persistent_volume_claim', 'postgres-backups');
    expect(claim.spec.resources.requests.storage).toBe('20Gi');
    expect(claim.wait_until_bound).toBe(false);
  });

  test('is put back by an operator alone', () => {
    const { spec } = make().named('cron_job', 'postgres-restore');
    expect(spec).toMatchObject({ suspend: true, schedule: '0 0 31 2 *' });
    expect(spec.job_template.spec.backoff_limit).toBe(0);
  });

  test('is backed up elsewhere, or not at all, when that is said', () => {
    const volume = SharedVolume.nfs({ server: 'nfs.example.org', path: '/export', name: 'backups' });
    const shared = make({ backups: PostgresBackups.toSharedVolume(volume, { schedule: '5 */6 * * 1-5', keep: 3 }) });
    const { spec } = shared.named('cron_job', 'postgres-backup');
    expect(spec.schedule).toBe('5 */6 * * 1-5');
    expect(shared.named('persistent_volume_claim', 'backups')).toBeDefined();
    expect(make({ backups: PostgresBackups.none() }).all('cron_job')).toEqual([]);
    const own = make({ storageClassName: 'fast', backups: PostgresBackups.toClaim({ storageClassName: 'slow' }) });
    expect(own.named('persistent_volume_claim', 'postgres-backups').spec.storage_class_name).toBe('slow');
  });

  test.each<[Partial<PostgresProps>, string]>([
    [
      { version: '17' },
      "services/Postgres: version is '17', which is not a version of PostgreSQL. Use a version from 13",
    ],
    [{ version: '12.22' }, "version is '12.22', which is too old for the settings used here"],
    [{ image: 'postgres' }, "image is 'postgres', which has no tag"],
    [
      { image: 'postgres:15.17' },
      "image is 'postgres:15.17', but version is 17.9. Say the version that is in the image",
    ],
    [{ memoryMiB: 256 }, 'memoryMiB is 256, less than the 512 MiB needed'],
    [{ maxConnections: 5 }, 'maxConnections is 5, less than the 20 connections needed'],
    [{ storageGiB: 1 }, 'storageGiB is 1, less than the 4 GiB needed'],
    [{ storageGiB: Token.asNumber({ resolve: () => 1 }) }, 'which is known to Terraform alone'],
    [{ user: 0 }, 'user is 0, which is no number of a user'],
    [{ name: 'Postgres' }, "name is 'Postgres', which cannot be part of names in Kubernetes"],
    [{ databaseName: 'doc-now' }, "databaseName is 'doc-now', which is no plain name in PostgreSQL"],
    [{ username: 'postgres' }, "username is 'postgres', which PostgreSQL has for itself"],
    [{ backups: PostgresBackups.toClaim({ keep: 0 }) }, 'backups.keep is 0, less than the 1 backups needed'],
    [
      { backups: PostgresBackups.toClaim({ schedule: 'daily' }) },
      "backups.schedule is 'daily', which is not a time in",
    ],
  ])('refuses %j', (props, words) => expect(() => make(props)).toThrow(words));
});
