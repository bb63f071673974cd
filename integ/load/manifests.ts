import { CoreV1Api, V1Container, V1PodSpec } from '@kubernetes/client-node';
import { POSTGRES_HOST, REDIS_HOST, Stores } from './stores';
import { PRELOAD_DIRECTORY, PRELOAD_FILE, PRELOAD_SCRIPT } from '../../src/environment/preload';

/** The small DocNow of the rig, without a tag. */
export const IMAGE = 'docnow.test/docnow';
const PRELOAD = 'docnow-preload';
const SECRET = 'docnow-secrets';

/** How a program runs. */
export interface Running {
  /** @default 1 */
  readonly tag?: string;
  /** Whether the library's preload is loaded. @default true */
  readonly preload?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** The container of one of the application's programs, as the library makes it but for what only Terraform needs. */
export function containerOf(program: string, { tag = '1', preload = true, env = {} }: Running = {}): V1Container {
  const NODE_OPTIONS = preload ? `--require ${PRELOAD_DIRECTORY}/${PRELOAD_FILE}` : '';
  const values = {
    NODE_ENV: 'production',
    PORT: '3000',
    NODE_OPTIONS,
    REDIS_HOST,
    DB_HOSTNAME: POSTGRES_HOST,
    DB_USERNAME: 'docnow',
    DB_DATABASE: 'docnow',
    ...env,
  };
  return {
    name: program === 'server' ? 'web' : program,
    image: `${IMAGE}:${tag}`,
    command: ['node', `dist/commands/${program}`],
    workingDir: '/code',
    env: [
      ...Object.entries(values).map(([name, value]) => ({ name, value })),
      ...['COOKIE_SECRET', 'DB_PASSWORD'].map((key) => ({
        name: key,
        valueFrom: { secretKeyRef: { name: SECRET, key } },
      })),
    ],
    volumeMounts: [{ name: 'preload', mountPath: PRELOAD_DIRECTORY, readOnly: true }],
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

/** The pod of one program. */
export function podOf(program: string, running?: Running): V1PodSpec {
  return {
    containers: [containerOf(program, running)],
    volumes: [{ name: 'preload', configMap: { name: PRELOAD } }],
    terminationGracePeriodSeconds: 15,
  };
}

/** Puts the library's preload into a namespace. */
export async function putPreload(core: CoreV1Api, namespace: string): Promise<void> {
  const data = { [PRELOAD_FILE]: PRELOAD_SCRIPT };
  await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: PRELOAD }, data } });
}

/** Puts the Secret into a namespace. */
export async function putSecret(core: CoreV1Api, namespace: string, stores?: Stores): Promise<void> {
  const stringData = { COOKIE_SECRET: 'of all colours', DB_PASSWORD: stores?.postgres.password ?? '' };
  await core.createNamespacedSecret({ namespace, body: { metadata: { name: SECRET }, stringData } });
}
