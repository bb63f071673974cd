import type {
  StatefulSetV1SpecTemplateSpec as PodSpec,
  StatefulSetV1SpecTemplateSpecContainer as Container,
} from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { ALIVE, READY } from './postgres-scripts';
import { INITDB_ARGUMENTS, postgresArguments, PostgresSettings } from './postgres-settings';
import { containerResources } from '../../platform/container-resources';
import { SecretKeyReference } from '../../platform/secret-key-reference';
import { mebibytes, millicores } from '../quantity';

/** Internal: what the pod is made from. */
export interface PostgresPod extends PostgresSettings {
  readonly image: string;
  readonly cpuMillicores: number;
  readonly databaseName: string;
  readonly username: string;
  readonly password: SecretKeyReference;
  /** The ConfigMap with what runs at the first start. */
  readonly scripts: string;
}

/** A key of a Secret as a file, since variables of the environment are told by every crash and every child. */
export function passwordFile({ secretName, key }: SecretKeyReference) {
  return {
    volume: { name: 'password', secret: { secretName, defaultMode: '0440', items: [{ key, path: 'password' }] } },
    mount: { name: 'password', mountPath: '/password', readOnly: true },
    path: '/password/password',
  };
}

/** The pod of PostgreSQL, in the words of Docker's official image, whose root file system nobody writes to. */
export function postgresPod(given: PostgresPod): {
  readonly container: Container;
  readonly pod: Partial<PodSpec>;
  readonly password: ReturnType<typeof passwordFile>;
} {
  const { image, memoryMiB, cpuMillicores, databaseName, username, scripts } = given;
  const password = passwordFile(given.password);
  const env = {
    // Not the volume's own folder, in which file systems keep things of theirs.
    PGDATA: '/data/pgdata',
    POSTGRES_DB: databaseName,
    // The image wants a password for its superuser, who loses it again with the first start.
    POSTGRES_PASSWORD_FILE: password.path,
    POSTGRES_HOST_AUTH_METHOD: 'scram-sha-256',
    POSTGRES_INITDB_ARGS: INITDB_ARGUMENTS.join(' '),
    DATABASE_OWNER: username,
    PASSWORD_FILE: password.path,
  };
  const probe = { exec: { command: ALIVE }, periodSeconds: 10, timeoutSeconds: 5 };
  const container: Container = {
    name: 'postgres',
    image,
    args: postgresArguments(given),
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    port: [{ name: 'postgres', containerPort: 5432 }],
    resources: containerResources(millicores(cpuMillicores), mebibytes(memoryMiB)),
    volumeMount: [
      { name: 'data', mountPath: '/data' },
      { name: 'run', mountPath: '/var/run/postgresql' },
      { name: 'shm', mountPath: '/dev/shm' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'scripts', mountPath: '/docker-entrypoint-initdb.d', readOnly: true },
      password.mount,
    ],
    // Ten minutes to make its files at the first start.
    startupProbe: { ...probe, failureThreshold: 60 },
    livenessProbe: { ...probe, failureThreshold: 6 },
    readinessProbe: { exec: { command: READY }, periodSeconds: 5, timeoutSeconds: 3 },
  };
  const pod = {
    // The image's signal to stop is SIGINT: clients are sent away and all is written down, which takes a while
    // (PostgreSQL's documentation, "Shutting Down the Server"). When the time is over, it recovers at the next start.
    terminationGracePeriodSeconds: 120,
    volume: [
      { name: 'run', emptyDir: {} },
      { name: 'tmp', emptyDir: {} },
      // For workers of one query; the 64 MB that a container has without are too few. Counts as the container's memory.
      { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: mebibytes(Math.floor(memoryMiB / 4)) } },
      { name: 'scripts', configMap: { name: scripts } },
      password.volume,
    ],
  };
  return { container, pod, password };
}
