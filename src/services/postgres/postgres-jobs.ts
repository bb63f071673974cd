import { Construct } from 'constructs';
import { DataJob, DataJobs, toPods } from '../data-jobs';
import { DataNamespace } from '../data-namespace';
import { BACK_UP, RESTORE } from './postgres-scripts';
import { containerResources } from '../../platform/container-resources';
import { NEVER } from '../../platform/cron';

/** Internal: what backups and restores of one database are made from. */
export interface PostgresJobsProps {
  readonly namespace: DataNamespace;
  /** The database's own name; that of its jobs begins with it. */
  readonly name: string;
  readonly image: string;
  readonly user: number;
  readonly env: { readonly name: string; readonly value: string }[];
  /** How the password is mounted. */
  readonly password: Mounted;
  /** The claim that backups are on. */
  readonly claimName: string;
  readonly schedule: string;
  readonly server: { readonly labels: { [label: string]: string }; readonly port: number };
}

interface Mounted {
  readonly volume: { readonly name: string };
  readonly mount: { readonly name: string; readonly mountPath: string };
}

/**
 * Internal: a CronJob that backs a database up, and one that never runs by itself, from which an operator starts a restore.
 * Their pods reach the database and nothing else.
 */
export class PostgresJobs extends Construct {
  constructor(scope: Construct, id: string, props: PostgresJobsProps) {
    super(scope, id);
    const { namespace, name, user, server } = props;
    const jobs = new DataJobs(this, {
      namespace,
      name: `${name}-backup`,
      selector: { 'app.kubernetes.io/name': 'postgres-backup', 'app.kubernetes.io/instance': name },
      user,
      egress: [toPods(server.labels, server.port)],
      badge: 'docnow.io/postgres-client',
    });
    const runs = (script: string) => programOf(props, script);
    jobs.make('Backup', { name: `${name}-backup`, schedule: props.schedule, backoffLimit: 2, ...runs(BACK_UP) });
    jobs.make('Restore', {
      name: `${name}-restore`,
      schedule: NEVER,
      suspend: true,
      backoffLimit: 0,
      ...runs(RESTORE),
    });
  }
}

function programOf(
  { image, env, password, claimName }: PostgresJobsProps,
  script: string,
): Pick<DataJob, 'container' | 'volume'> {
  return {
    volume: [password.volume, { name: 'backups', persistentVolumeClaim: { claimName } }, { name: 'tmp', emptyDir: {} }],
    container: {
      name: 'postgres',
      image,
      command: ['sh', '-c', script],
      env: [...env, { name: 'BACKUPS', value: '/backups' }],
      resources: containerResources('100m', '128Mi', '512Mi'),
      volumeMount: [password.mount, { name: 'backups', mountPath: '/backups' }, { name: 'tmp', mountPath: '/tmp' }],
    },
  };
}
