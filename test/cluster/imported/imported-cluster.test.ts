import { TerraformStack, Testing } from 'cdktf';
import {
  CapabilityCheck,
  ClusterCapability,
  DocNowCluster,
  EndpointClusterProps,
  IKubernetesCluster,
  KubeconfigClusterProps,
} from '../../../src';
import { newStack } from '../../services/fake-cluster';

const CA = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

function synth(stack: TerraformStack): any {
  return JSON.parse(Testing.synth(stack));
}

function fromKubeconfig(stack: TerraformStack, changes: Partial<KubeconfigClusterProps> = {}): IKubernetesCluster {
  const props = { configPath: '~/.kube/config', configContext: 'docnow', ...changes };
  return DocNowCluster.fromKubeconfig(stack, 'Any', props);
}

function fromEndpoint(stack: TerraformStack, changes: Partial<EndpointClusterProps> = {}): IKubernetesCluster {
  const props = { endpoint: 'https://203.0.113.7:6443', clusterCaCertificate: CA, ...changes };
  return DocNowCluster.fromEndpoint(stack, 'Any', props);
}

describe('DocNowCluster.fromKubeconfig', () => {
  test('connects its own stack or another, once, by the file and the context', () => {
    const stack = newStack();
    const cluster = fromKubeconfig(stack);
    cluster.connect(stack);
    cluster.connect(stack);
    const config = { config_path: '~/.kube/config', config_context: 'docnow' };
    expect(synth(stack).provider).toEqual({ kubernetes: [config], helm: [{ kubernetes: config }] });
    expect(cluster.capabilities).toEqual([]);
  });

  test('refuses a stack that is connected to another cluster', () => {
    const stack = newStack();
    fromKubeconfig(stack).connect(stack);
    const other = DocNowCluster.fromKubeconfig(stack, 'Other', { configPath: '/other', configContext: 'other' });
    expect(() => other.connect(stack)).toThrow(
      "services: connect(scope) is 'services', a stack that is connected to another cluster already. Give what is",
    );
  });

  test.each<[Partial<KubeconfigClusterProps>, string]>([
    [
      { configPath: 'kubeconfig' },
      "services/Any: configPath is '(not shown)', which is not the whole path of a file; a relative one would be looked " +
        'for in the folder of each stack. Give the path, beginning with / or ~/, and never what is in the file.',
    ],
    [{ configPath: 'apiVersion: v1\nusers: []' }, "configPath is '(not shown)', which is not the whole path"],
    [
      { configContext: ' ' },
      "configContext is ' ', which would be whatever context is current when Terraform runs. Name",
    ],
  ])('refuses %j', (changes, words) => {
    expect(() => fromKubeconfig(newStack(), changes)).toThrow(words);
  });
});

describe('DocNowCluster.fromEndpoint', () => {
  const server = { host: 'https://203.0.113.7:6443', cluster_ca_certificate: CA };

  test('reads a token from a file when Terraform runs', () => {
    const stack = newStack();
    fromEndpoint(stack, { tokenFile: '/run/token' }).connect(stack);
    const config = { ...server, token: '${trimspace(file("/run/token"))}' };
    expect(synth(stack).provider).toEqual({ kubernetes: [config], helm: [{ kubernetes: config }] });
  });

  test('lets a program print credentials', () => {
    const stack = newStack();
    const credentialPlugin = { command: 'tool', args: ['login'] };
    fromEndpoint(stack, { credentialPlugin }).connect(stack);
    const exec = {
      api_version: 'client.authentication.k8s.io/v1',
      command: 'tool',
      args: ['login'],
    };
    const { kubernetes, helm } = synth(stack).provider;
    expect(kubernetes).toEqual([{ ...server, exec: [exec] }]);
    expect(helm).toEqual([{ kubernetes: { ...server, exec } }]);
  });

  const tokenFile = '/run/token';
  test.each<[Partial<EndpointClusterProps>, string]>([
    [
      { tokenFile, endpoint: 'http://203.0.113.7' },
      "endpoint is 'http://203.0.113.7', which is not an address by HTTPS",
    ],
    [{ tokenFile, endpoint: '203.0.113.7:6443' }, 'which is not an address by HTTPS'],
    [
      { tokenFile, endpoint: 'https://me:pass@203.0.113.7' },
      "endpoint is '(not shown)', which holds a secret. Write it",
    ],
    [
      { tokenFile, clusterCaCertificate: 'TUlJQg==' },
      'which is not a certificate in PEM. Decode what a kubeconfig has',
    ],
    [
      { tokenFile, clusterCaCertificate: '-----BEGIN PRIVATE KEY-----' },
      'which holds a private key. Give the certificate',
    ],
    [{}, 'credentialPlugin, tokenFile is 0, which is not one way to prove who asks. Give one of the two.'],
    [{ tokenFile, credentialPlugin: { command: 'x' } }, 'credentialPlugin, tokenFile is 2'],
    [
      { tokenFile: 'eyJhbGciOi.x.y' },
      "services/Any: tokenFile is '(not shown)', which is not the whole path of a file",
    ],
    [
      { credentialPlugin: { command: 'x', args: ['--password=abc'] } },
      "credentialPlugin.args, --password is '(not shown)', a secret given as a value, which would stand in synthesized files",
    ],
    [
      { credentialPlugin: { command: 'x', args: ['--token', 'abc'] } },
      "credentialPlugin.args, --token is '(not shown)'",
    ],
  ])('refuses %j', (changes, words) => {
    expect(() => fromEndpoint(newStack(), changes)).toThrow(words);
  });
});

describe('CapabilityCheck', () => {
  const check = (...capabilities: ClusterCapability[]) => {
    const stack = newStack();
    new CapabilityCheck(stack, 'Check', { cluster: fromKubeconfig(stack, { capabilities }) });
    return synth(stack);
  };

  test('asks for the signs of what is stated, and for nothing else', () => {
    const { data, output } = check(ClusterCapability.EFS_VOLUMES);
    expect(Object.values(data.kubernetes_resources)).toEqual([
      { api_version: 'storage.k8s.io/v1', kind: 'CSIDriver', field_selector: 'metadata.name=efs.csi.aws.com' },
    ]);
    expect(output.capabilities_found.precondition.error_message).toMatch(/^The cluster is said to have, but lacks: /);
  });

  test('takes it at its word that network policies are enforced', () => {
    expect(check(ClusterCapability.NETWORK_POLICY).data).toBeUndefined();
  });
});
