import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import type { StatefulSetV1 } from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { Construct } from 'constructs';
import { fromClients } from '../clients';
import { makeCopyJobs } from '../copies/copy-jobs';
import { DUMPS } from '../copies/copy-scripts';
import { GeneratedSecret } from '../generated-secret';
import { checkName } from '../name';
import { PostgresBackups } from './postgres-backups';
import { majorGuard } from './postgres-guard';
import { PostgresJobs } from './postgres-jobs';
import { postgresPod } from './postgres-pod';
import { PostgresProps } from './postgres-props';
import { OWNER } from './postgres-scripts';
import { checkImageVersion, postgresMajor } from './postgres-version';
import { checkAmount } from '../../platform/amount';
import { checkCron } from '../../platform/cron';
import { IDatabase } from '../../platform/database';
import { checkImage } from '../../platform/image-reference';
import { checkIdentifier } from '../../platform/postgres-identifier';
import { SecretKeyReference } from '../../platform/secret-key-reference';
import { ServiceEndpoint } from '../../platform/service-endpoint';
import { checkUserNumber } from '../../platform/user-number';
import { StatefulPods } from '../stateful-pods';

/** PostgreSQL's own port: DocNow's client knows no other. */
const PORT = 5432;

/**
 * PostgreSQL, which keeps what DocNow collects, for all colours. For the small: one pod with a volume, backed up every
 * night. A pod that is lost comes back with its data, and requests fail until then; where that is too long, and for
 * recovery to any minute, use `RdsPostgres`.
 *
 * The network policy lets in pods labelled `docnow.io/postgres-client: "true"`, in namespaces labelled
 * `app.kubernetes.io/part-of: docnow`. Passwords are checked by SCRAM-SHA-256; what goes over the network is in plain text
 * within the cluster, since DocNow's client can speak no TLS.
 */
export class Postgres extends Construct implements IDatabase {
  /** Where DocNow finds it. */
  public readonly endpoint: ServiceEndpoint;

  /** The database's name. */
  public readonly databaseName: string;

  /** The user who owns it. */
  public readonly username: string;

  /** Where that user's password is. */
  public readonly password: SecretKeyReference;

  /** The Service. */
  public readonly service: ServiceV1;

  /** The StatefulSet. */
  public readonly statefulSet: StatefulSetV1;

  /**
   * Makes PostgreSQL.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { name = 'postgres', memoryMiB = 1024, cpuMillicores = 250, storageGiB = 20, maxConnections = 100 } = props;
    const { version = '17.9', image = `postgres:${version}`, user = 999, storageClassName } = props;
    const { databaseName = 'docnow', username = 'docnow', backups = PostgresBackups.toClaim() } = props;
    const { schedule = '17 2 * * *', keep = 14, copies } = backups._props;
    checkName(this, 'name', name);
    const major = postgresMajor(this, version);
    checkImage(this, 'image', image);
    checkImageVersion(this, image, version, major);
    checkUserNumber(this, 'user', user);
    checkIdentifier(this, 'databaseName', databaseName);
    checkIdentifier(this, 'username', username);
    checkAmount(this, 'memoryMiB', memoryMiB, { least: 512, most: 1024 * 1024, unit: 'MiB' });
    checkAmount(this, 'maxConnections', maxConnections, { least: 20, most: 1000, unit: 'connections' });
    checkAmount(this, 'cpuMillicores', cpuMillicores, { least: 1, most: 64_000, unit: 'thousandths of a core' });
    checkAmount(this, 'storageGiB', storageGiB, { least: 4, most: 16 * 1024, unit: 'GiB' });
    checkAmount(this, 'backups.keep', keep, { least: 1, most: 1000, unit: 'backups' });
    checkCron(this, 'backups.schedule', schedule);
    props.cluster.connect(this);
    const selector = { 'app.kubernetes.io/name': 'postgres', 'app.kubernetes.io/instance': name };
    const metadata = { name, namespace: props.namespace.namespace.metadata.name, labels: selector };
    this.service = new ServiceV1(this, 'Service', {
      metadata,
      spec: { selector, port: [{ name: 'postgres', port: PORT, targetPort: 'postgres' }] },
    });
    const scripts = new ConfigMapV1(this, 'Scripts', {
      metadata: { ...metadata, name: `${name}-scripts` },
      data: { 'owner.sh': OWNER },
    });
    this.password = props.password ?? this.generatedPassword(name, props);
    const pod = postgresPod({
      image,
      memoryMiB,
      cpuMillicores,
      maxConnections,
      databaseName,
      username,
      password: this.password,
      scripts: scripts.metadata.name,
    });
    this.statefulSet = new StatefulPods(this, 'Pods', {
      cluster: props.cluster,
      namespace: props.namespace,
      name,
      selector,
      replicas: 1,
      user,
      storageGiB,
      storageClassName,
      claimLabels: majorGuard(this, { namespace: props.namespace.name, name, selector, version, major }),
      traffic: { ingress: [fromClients('docnow.io/postgres-client', PORT)] },
      ...pod,
    }).statefulSet;
    const namespace = props.namespace.name;
    const host = `${name}.${namespace}.svc.cluster.local`;
    if (backups._place) {
      const { cluster } = props;
      const place = { cluster, namespace: metadata.namespace, name: `${name}-backups`, labels: selector };
      const jobs = new Construct(this, 'Backups');
      const claimName = backups._place(jobs, { ...place, storageGiB, storageClassName });
      new PostgresJobs(jobs, 'Jobs', {
        namespace: props.namespace,
        name,
        image,
        user,
        env: Object.entries({ PGHOST: host, PGUSER: username, PGDATABASE: databaseName, KEEP: String(keep) }).map(
          ([variable, value]) => ({ name: variable, value }),
        ),
        password: pod.password,
        claimName,
        schedule,
        server: { labels: selector, port: PORT },
      });
      if (copies) {
        const volume = { cluster, namespace: props.namespace, name, user, claimName };
        makeCopyJobs(jobs, 'Copies', { ...volume, files: DUMPS, copies, property: 'backups.copies' });
      }
    }
    this.databaseName = databaseName;
    this.username = username;
    this.endpoint = ServiceEndpoint.inCluster({ host, port: PORT, namespace, podLabels: selector });
  }

  private generatedPassword(
    name: string,
    { cluster, namespace, removalProtection }: PostgresProps,
  ): SecretKeyReference {
    const secret = { name: `${name}-password`, key: 'password', removalProtection };
    return new GeneratedSecret(this, 'Password', { cluster, namespace, ...secret }).reference;
  }
}
