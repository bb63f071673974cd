import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { PRELOAD_DIRECTORY, PRELOAD_FILE, PRELOAD_SCRIPT } from './preload';
import { Application } from './release/application';
import { Stores, storeVariables } from './stores';
import { invalid } from '../platform/invalid';

/** The configuration of one colour, as its pods refer to it. */
export interface Configuration {
  /** The ConfigMap of environment variables. */
  readonly variables: ConfigMapV1;
  /** The ConfigMap of the script that Node.js loads first. */
  readonly preload?: ConfigMapV1;
  /** Changes with the configuration: as an annotation of pods it makes a Deployment roll them. */
  readonly checksum: string;
}

/** Makes what an application reads from its environment, apart from secrets. */
export function makeConfiguration(
  scope: Construct,
  metadata: { namespace: string; labels: Record<string, string> },
  application: Application,
  stores: Stores,
  environment: Record<string, string>,
): Configuration {
  const own = {
    NODE_ENV: 'production',
    ...(application.nodejs ? { NODE_OPTIONS: `--require ${PRELOAD_DIRECTORY}/${PRELOAD_FILE}` } : {}),
    PORT: String(application.web.port),
    ...storeVariables(application, stores),
  };
  checkEnvironment(scope, environment, Object.keys(own), application.secretKeys);
  const data = { ...environment, ...own };
  const script = { [PRELOAD_FILE]: PRELOAD_SCRIPT };
  const { name } = application;
  return {
    variables: lasting(scope, 'Configuration', metadata, name, data),
    preload: application.nodejs ? lasting(scope, 'Preload', metadata, `${name}-preload`, script) : undefined,
    checksum: Fn.sha256(Fn.jsonencode(application.nodejs ? { ...data, ...script } : data)),
  };
}

/**
 * A ConfigMap that never changes: other data make another one. The old one goes only when nothing of the new release is left
 * to apply: as long as a migration fails, a pod of the old release that starts again finds what it had. The API server
 * completes the name, so that the way back to data that are still there is open, too.
 */
function lasting(
  scope: Construct,
  id: string,
  metadata: { namespace: string; labels: Record<string, string> },
  name: string,
  data: Record<string, string>,
): ConfigMapV1 {
  const version = Fn.substr(Fn.sha256(Fn.jsonencode(data)), 0, 10);
  return new ConfigMapV1(scope, id, {
    metadata: { ...metadata, generateName: `${name}-${version}-` },
    data,
    immutable: true,
    lifecycle: { createBeforeDestroy: true },
  });
}

/** Refuses secrets, which would stand in the state, and variables that the construct sets itself. */
function checkEnvironment(
  scope: Construct,
  environment: Record<string, string>,
  own: string[],
  secretKeys: string[],
): void {
  for (const [name, value] of Object.entries(environment)) {
    const property = `environment.${name}`;
    const secretName = /(SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|PRIVATE|(^|_)KEY$)/i.test(name);
    if (secretKeys.includes(name) || secretName || /:\/\/[^/@\s]*:[^/@\s]+@/.test(value)) {
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
        wayOut: 'Leave it out; redis, elasticsearch and postgres say where the stores are.',
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
