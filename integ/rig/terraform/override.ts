import { basename, join } from 'node:path';
import { WANTED } from './wanted';
import { Aws } from '../aws/aws';
import { Kube } from '../kube/kube';

/** Where a stack is applied in place of AWS and an EKS cluster. */
export interface Emulation {
  readonly aws: Pick<Aws, 'endpoint' | 'region'>;
  /** Not needed by a stack of AWS alone. */
  readonly kube?: Pick<Kube, 'server' | 'ca'>;
  /** A file with what `aws eks get-token` would say, for the cluster's administrator. */
  readonly credentialFile: string;
  /** A folder for states that a stack keeps in a local file. */
  readonly localStates: string;
}

type Json = Record<string, any>;

/**
 * What Terraform is to read beside a synthesized `cdk.tf.json`, so that the same stack is applied to the emulation: the
 * contents of `emulation_override.tf.json`. The synthesized file itself is not touched.
 *
 * A provider that is led to loopback already, by a kubeconfig or an address, is left as it is.
 *
 * Terraform merges resources and providers argument by argument, but replaces a backend and an object as a whole
 * (https://developer.hashicorp.com/terraform/language/files/override): these are written out in full.
 */
export function override(stack: Json, to: Emulation): Json {
  const { backend = {}, required_providers: required = {} } = stack.terraform ?? {};
  const store = (kind: string, config: Json) => (kind === 'local' ? localStore(config, to) : s3Store(config, to));
  const states = mapValues(stack.data?.terraform_remote_state ?? {}, (state: Json) => ({
    config: store(state.backend, state.config),
  }));
  const provider = (name: string, change: (config: Json) => Json) => {
    const configured = [stack.provider?.[name] ?? []].flat();
    return configured.length
      ? {
          [name]: configured.map((config: Json) => ({
            ...(config.alias && { alias: config.alias }),
            ...change(config),
          })),
        }
      : {};
  };
  const providers = {
    ...provider('aws', () => ({ s3_use_path_style: true, skip_metadata_api_check: 'true' })),
    ...provider('kubernetes', (config) => (isHere(config) ? {} : { ...connection(to), exec: [exec(to)] })),
    ...provider('helm', ({ kubernetes = {} }) =>
      isHere(kubernetes) ? {} : { kubernetes: { ...connection(to), exec: exec(to) } },
    ),
  };
  return {
    terraform: {
      ...(Object.keys(backend).length && {
        backend: Object.fromEntries(Object.entries<Json>(backend).map(([kind, config]) => [kind, store(kind, config)])),
      }),
      ...(required.aws && { required_providers: { aws: { ...required.aws, version: WANTED.aws } } }),
    },
    ...(Object.keys(providers).length && { provider: providers }),
    ...(Object.keys(states).length && { data: { terraform_remote_state: states } }),
  };
}

function s3Store(config: Json, { aws }: Emulation): Json {
  return {
    ...config,
    endpoints: { s3: aws.endpoint, dynamodb: aws.endpoint, sts: aws.endpoint, iam: aws.endpoint },
    use_path_style: true,
    skip_credentials_validation: true,
    skip_requesting_account_id: true,
    skip_metadata_api_check: true,
  };
}

/** A state file is kept where the rig deletes it. */
function localStore(config: Json, { localStates }: Emulation): Json {
  return { ...config, path: join(localStates, basename(config.path ?? 'terraform.tfstate')) };
}

function connection({ kube }: Emulation): Json {
  if (!kube) throw new Error('the stack has resources of Kubernetes, and the rig was told of no API server: start one');
  return { host: kube.server, cluster_ca_certificate: kube.ca };
}

function isHere({ config_path: file, host }: Json): boolean {
  return file !== undefined || /^https:\/\/127\.0\.0\.1:/.test(host ?? '');
}

function exec({ credentialFile }: Emulation): Json {
  return { api_version: 'client.authentication.k8s.io/v1beta1', command: 'cat', args: [credentialFile] };
}

function mapValues(object: Json, change: (value: any) => any): Json {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
