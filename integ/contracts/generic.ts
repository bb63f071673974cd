import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiextensionsV1Api, CustomObjectsApi, DiscoveryV1Api, StorageV1Api } from '@kubernetes/client-node';
import { TerraformStack } from 'cdktf';
import { gatewayTraffic } from './gateway-traffic';
import { Platform, WayIn } from './platform';
import { ClusterCapability, Color, DocNowCluster, GatewayEntry, NodePortEntry, SharedVolume } from '../../src';
import { clients } from '../checks/services/ask';
import { installKind } from '../rig/kube/custom-kind';
import { LOCAL_PATH } from '../rig/kube/volume';
import { Rig } from '../rig/rig';

const [BY_PORT, BY_GATEWAY] = [Color.of('port'), Color.of('gateway')];
const HOST_NAME = 'gateway.docnow.example.org';
const NODE_PORT = 30081;
const CLASS = 'standard';
const group = 'gateway.networking.k8s.io';
const ROUTES = { group, version: 'v1', plural: 'httproutes', file: 'http-route-crd.yaml' };
const GRANTS = { group, version: 'v1beta1', plural: 'referencegrants', file: 'reference-grant-crd.yaml' };
const KINDS = [ROUTES, GRANTS];
/** Where kwok's nodes would be. */
const SOURCES = ['10.0.0.0/8'];
const capabilities = [ClusterCapability.GATEWAY_API, ClusterCapability.BLOCK_VOLUMES];

/** Any Kubernetes, reached in each of the ways that do without AWS; one colour behind a node's port, one behind a Gateway. */
export const generic: Platform = {
  name: 'generic',
  colors: [BY_PORT, BY_GATEWAY],
  lacksAtFirst: [ClusterCapability.GATEWAY_API],

  /** A class for claims that name none, as on a laptop. */
  async begin({ kube }) {
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    await kube.config.makeApiClient(StorageV1Api).createStorageClass({
      body: {
        metadata: { name: CLASS, annotations },
        provisioner: LOCAL_PATH,
        volumeBindingMode: 'WaitForFirstConsumer',
        reclaimPolicy: 'Delete',
      },
    });
  },

  /** The Gateway API's kinds, but no Gateway: who follows the route is the suite. */
  async install({ kube }) {
    for (const { file } of KINDS) await installKind(kube.config, join(__dirname, file));
  },

  async uninstall({ kube }) {
    for (const kind of KINDS) {
      const { items } = await kube.config.makeApiClient(CustomObjectsApi).listCustomObjectForAllNamespaces(kind);
      assert.deepEqual(items, [], `${kind.plural} are left`);
      const name = `${kind.plural}.${kind.group}`;
      await kube.config.makeApiClient(ApiextensionsV1Api).deleteCustomResourceDefinition({ name });
    }
  },

  shared(_services, { kube, dir }) {
    const tokenFile = join(dir, 'token');
    writeFileSync(tokenFile, `${kube.token}\n`, { mode: 0o600 });
    const endpoint = { endpoint: kube.server, clusterCaCertificate: kube.ca, capabilities };
    const plugin = { command: 'cat', args: [join(dir, 'credential.json')] };
    const status = { token: kube.token };
    const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status };
    writeFileSync(plugin.args[0], JSON.stringify(credential), { mode: 0o600 });
    const sourceCidrs = SOURCES;
    const entries = [
      new NodePortEntry({ color: BY_PORT, nodePort: NODE_PORT, sourceCidrs, deregistrationDelay: 1 }),
      new GatewayEntry({
        color: BY_GATEWAY,
        hostName: HOST_NAME,
        gatewayName: 'public',
        gatewayNamespace: 'gateways',
        listenerName: 'https',
        sourceCidrs,
        deregistrationDelay: 1,
      }),
    ];
    return {
      userData: SharedVolume.nfs({ server: 'nfs.example.org', path: '/export/user-data' }),
      cluster(stack: TerraformStack) {
        if (stack.node.id === BY_PORT.name) return DocNowCluster.fromEndpoint(stack, 'Any', { ...endpoint, tokenFile });
        if (stack.node.id === BY_GATEWAY.name) {
          return DocNowCluster.fromEndpoint(stack, 'Any', { ...endpoint, credentialPlugin: plugin });
        }
        const { kubeconfigPath: configPath } = kube;
        return DocNowCluster.fromKubeconfig(stack, 'Any', { configPath, configContext: 'docnow-rig', capabilities });
      },
      entry: (color) => entries.find((entry) => entry.color === color)!,
    };
  },

  sourceCidrs: async () => SOURCES,

  async waysIn(rig, color) {
    const { namespace, service, name } = color === BY_PORT ? await byPort(rig) : await byRoute(rig);
    return addresses(rig, namespace, service, name);
  },

  traffic: (rig) => gatewayTraffic(rig, [BY_PORT, BY_GATEWAY]),

  /** Nothing of it is outside the cluster. */
  left: async () => [],
};

/** As a node's proxy does: the Service that has the port. */
async function byPort({ kube }: Rig) {
  const { items } = await clients({ kube } as Rig).core.listServiceForAllNamespaces();
  const [service, ...others] = items.filter(({ spec }) => spec?.ports?.some(({ nodePort }) => nodePort === NODE_PORT));
  assert.equal(others.length, 0);
  assert.equal(service.spec?.type, 'NodePort');
  return { namespace: service.metadata!.namespace!, service: service.metadata!.name!, name: 'any.example.org' };
}

/** As a Gateway does: the route for the name, and the Service that it leads to. */
async function byRoute({ kube }: Rig) {
  const { items } = await kube.config.makeApiClient(CustomObjectsApi).listCustomObjectForAllNamespaces(ROUTES);
  const [{ metadata, spec }, ...others] = items.filter((route: any) => route.spec.hostnames.includes(HOST_NAME));
  assert.equal(others.length, 0);
  const { name, namespace, sectionName } = spec.parentRefs[0];
  assert.deepEqual([name, namespace, sectionName], ['public', 'gateways', 'https']);
  const [{ kind, name: service, port }] = spec.rules[0].backendRefs;
  assert.deepEqual([kind, port], ['Service', 3000]);
  const custom = kube.config.makeApiClient(CustomObjectsApi);
  const { items: grants } = await custom.listNamespacedCustomObject({ ...GRANTS, namespace: metadata.namespace });
  assert.deepEqual(
    grants.map((grant: any) => [grant.spec.from, grant.spec.to]),
    [[[{ group, kind: 'HTTPRoute', namespace: 'gateways' }], [{ group: '', kind: 'Service', name: service }]]],
    'who may lead here from another namespace',
  );
  return { namespace: metadata.namespace as string, service: service as string, name: HOST_NAME };
}

/** Where the pods are that a Service leads to: nobody proxies on kwok's nodes, so they are asked where they listen. */
async function addresses(rig: Rig, namespace: string, service: string, name: string): Promise<WayIn[]> {
  const labelSelector = `kubernetes.io/service-name=${service}`;
  const discovery = rig.kube.config.makeApiClient(DiscoveryV1Api);
  const { items } = await discovery.listNamespacedEndpointSlice({ namespace, labelSelector });
  for (const { ports } of items) {
    assert.deepEqual(
      ports?.map(({ port }) => port),
      [3000],
    );
  }
  const ready = items.flatMap(({ endpoints }) => endpoints).filter(({ conditions }) => conditions?.ready);
  return ready.map(({ targetRef }) => ({ ...rig.pods.addressOf(targetRef!.uid!)!, name }));
}
