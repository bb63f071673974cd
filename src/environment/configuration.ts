import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { Fn, Token } from 'cdktf';
import { Construct } from 'constructs';
import { PRELOAD_DIRECTORY, PRELOAD_FILE, PRELOAD_SCRIPT } from './preload';
import { DocNowSecrets } from './secrets';
import { invalid } from '../platform/invalid';
import { ServiceEndpoint } from '../platform/service-endpoint';

/** The port that web listens on. */
export const WEB_PORT = 3000;

/** The port of Redis: the application is given a host alone. */
const REDIS_PORT = 6379;

/** The configuration of one colour, as its pods refer to it. */
export interface Configuration {
  /** The ConfigMap of environment variables. */
  readonly variables: ConfigMapV1;
  /** The ConfigMap of the script that Node.js loads first. */
  readonly preload: ConfigMapV1;
  /** Changes with the configuration: as an annotation of pods it makes a Deployment roll them. */
  readonly checksum: string;
}

/** Makes what DocNow reads from its environment, apart from secrets. */
export function makeConfiguration(
  scope: Construct,
  metadata: { namespace: string; labels: Record<string, string> },
  services: { redis: ServiceEndpoint; elasticsearch: ServiceEndpoint },
  environment: Record<string, string>,
): Configuration {
  const { redis, elasticsearch } = services;
  if (!Token.isUnresolved(redis.port) && redis.port !== REDIS_PORT) {
    throw invalid(scope, {
      property: 'redis.port',
      value: redis.port,
      because: `but DocNow is told the host alone and connects to port ${REDIS_PORT}`,
      wayOut: `Serve Redis on port ${REDIS_PORT}.`,
    });
  }
  const own = {
    NODE_ENV: 'production',
    NODE_OPTIONS: `--require ${PRELOAD_DIRECTORY}/${PRELOAD_FILE}`,
    PORT: String(WEB_PORT),
    REDIS_HOST: redis.host,
    ES_HOST: `http://${elasticsearch.host}:${Token.isUnresolved(elasticsearch.port) ? Token.asString(elasticsearch.port) : elasticsearch.port}`,
  };
  checkEnvironment(scope, environment, Object.keys(own));
  const data = { ...environment, ...own };
  const script = { [PRELOAD_FILE]: PRELOAD_SCRIPT };
  return {
    variables: new ConfigMapV1(scope, 'Configuration', { metadata: { ...metadata, name: 'docnow' }, data }),
    preload: new ConfigMapV1(scope, 'Preload', { metadata: { ...metadata, name: 'docnow-preload' }, data: script }),
    checksum: Fn.sha256(Fn.jsonencode({ ...data, ...script })),
  };
}

/** Refuses secrets, which would stand in the state, and variables that the construct sets itself. */
function checkEnvironment(scope: Construct, environment: Record<string, string>, own: string[]): void {
  for (const [name, value] of Object.entries(environment)) {
    const property = `environment.${name}`;
    const secretName = /(SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|PRIVATE|(^|_)KEY$)/i.test(name);
    if (DocNowSecrets.KEYS.includes(name) || secretName || /:\/\/[^/@\s]*:[^/@\s]+@/.test(value)) {
      throw invalid(scope, {
        property,
        value: '(not shown)',
        because: 'a secret given as a value, which would stand in the state, in plans and in synthesized files',
        wayOut: 'Put it into a Kubernetes Secret and name that: secrets: DocNowSecrets.fromKubernetesSecret(...).',
      });
    }
    if (own.includes(name)) {
      throw invalid(scope, {
        property,
        value,
        because: 'but this variable follows from other properties',
        wayOut: 'Leave it out; redis and elasticsearch say where the services are.',
      });
    }
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw invalid(scope, {
        property,
        value,
        because: 'whose name is not one of an environment variable',
        wayOut: 'Use letters, digits and underscores, no digit first.',
      });
    }
  }
}
