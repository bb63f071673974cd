import { Fn, Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { checkPath, NOT_SHOWN } from './checks';
import { CredentialPlugin, EndpointClusterProps } from './imported-cluster-props';
import { invalid } from '../../platform/invalid';
import { ProviderConnection } from '../connection';

/** Internal: by the address of an API server. @throws when it is not one, or secrets stand in the properties */
export function endpointConnection(scope: IConstruct, props: EndpointClusterProps): ProviderConnection {
  const { endpoint: host, clusterCaCertificate, credentialPlugin, tokenFile } = props;
  checkEndpoint(scope, host);
  checkCertificate(scope, clusterCaCertificate);
  if ((credentialPlugin === undefined) === (tokenFile === undefined)) {
    throw invalid(scope, {
      property: 'credentialPlugin, tokenFile',
      value: [credentialPlugin, tokenFile].filter((one) => one !== undefined).length,
      because: 'which is not one way to prove who asks',
      wayOut: 'Give one of the two.',
    });
  }
  const server = { host, clusterCaCertificate };
  if (credentialPlugin === undefined) {
    checkPath(scope, 'tokenFile', tokenFile!);
    // In the file an expression: Terraform reads the token when it runs, and keeps no provider's arguments.
    return { ...server, token: Fn.trimspace(Fn.file(tokenFile!)) };
  }
  checkPlugin(scope, credentialPlugin);
  const { command, args = [], apiVersion = 'client.authentication.k8s.io/v1' } = credentialPlugin;
  return { ...server, exec: { command, args, apiVersion } };
}

function checkEndpoint(scope: IConstruct, value: string): void {
  if (Token.isUnresolved(value)) return;
  const wayOut = 'Write it such as https://203.0.113.7:6443.';
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.username || url?.password) {
    throw invalid(scope, { property: 'endpoint', value: NOT_SHOWN, because: 'which holds a secret', wayOut });
  }
  if (url?.protocol !== 'https:') {
    const because = 'which is not an address by HTTPS, so that credentials could be read under way';
    throw invalid(scope, { property: 'endpoint', value, because, wayOut });
  }
}

function checkCertificate(scope: IConstruct, value: string): void {
  if (Token.isUnresolved(value)) return;
  const property = 'clusterCaCertificate';
  const refuse = (because: string, wayOut: string) => invalid(scope, { property, value: NOT_SHOWN, because, wayOut });
  if (value.includes('PRIVATE KEY')) {
    throw refuse('which holds a private key', 'Give the certificate alone, and take that key for known to others.');
  }
  if (!value.includes('-----BEGIN CERTIFICATE-----')) {
    throw refuse('which is not a certificate in PEM', 'Decode what a kubeconfig has: Fn.base64decode(...).');
  }
}

function checkPlugin(scope: IConstruct, { args = [] }: CredentialPlugin): void {
  const options = args.filter((arg) => arg.startsWith('-')).map((arg) => arg.split('=')[0]);
  const secret = options.find((option) => /(token|secret|password|passwd|key)$/i.test(option));
  if (secret === undefined) return;
  throw invalid(scope, {
    property: `credentialPlugin.args, ${secret}`,
    value: NOT_SHOWN,
    because: 'a secret given as a value, which would stand in synthesized files',
    wayOut: 'Set it in the environment of Terraform, which the program has, too.',
  });
}
