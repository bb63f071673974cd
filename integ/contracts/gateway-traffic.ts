import assert from 'node:assert/strict';
import { CoreV1Api, CustomObjectsApi, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { App, TerraformStack } from 'cdktf';
import { BlueGreenSwitch, ClusterCapability, Color, DocNowCluster, GatewayEntry, GatewayWeights } from '../../src';
import { Rig } from '../rig/rig';

const namespace = 'gateways';
const ROUTE = { group: 'gateway.networking.k8s.io', version: 'v1', plural: 'httproutes', namespace, name: 'docnow' };
const CHANGED = { add: 0, change: 1, destroy: 0 };

/** A switch by the weights of a route, which are read from the API server after each apply. */
export async function gatewayTraffic(rig: Rig, [first, second]: readonly [Color, Color]): Promise<void> {
  const core = rig.kube.config.makeApiClient(CoreV1Api);
  const custom = rig.kube.config.makeApiClient(CustomObjectsApi);
  const weights = async () => {
    const { spec } = await custom.getNamespacedCustomObject(ROUTE);
    return spec.rules[0].backendRefs.map((one: any) => [one.namespace, one.name, one.weight]);
  };
  await core.createNamespace({ body: { metadata: { name: namespace } } });
  const runner = rig.stack('gateway-switch', write(rig, [first, second]));
  await runner.init();
  const to = (active: Color, expected: string, more = {}) => ({
    active_color: active.name,
    expected_current: expected,
    ...more,
  });
  const healthy = { healthy_targets: `{${second.name}=2}` };

  assert.deepEqual(await runner.apply(to(first, 'none')), { add: 1, change: 0, destroy: 0 });
  const canary = { canary_color: second.name, canary_weight: 10, ...healthy };
  assert.deepEqual(await runner.apply(to(first, first.name, canary)), CHANGED);
  assert.deepEqual(await weights(), [
    [`docnow-${first.name}`, 'web', 90],
    [`docnow-${second.name}`, 'web', 10],
  ]);
  const byHand = [{ op: 'replace', path: '/spec/rules/0/backendRefs/1/weight', value: 20 }];
  await custom.patchNamespacedCustomObject(
    { ...ROUTE, body: byHand },
    setHeaderOptions('Content-Type', PatchStrategy.JsonPatch),
  );
  const canaryWas = `${first.name}=90,${second.name}=10`;
  // Terraform has colours in the order of the alphabet.
  const divided = [`${first.name}=90`, `${second.name}=20`].sort().join();
  const now = new RegExp(`requests go to ${divided}: somebody else has switched`);
  await assert.rejects(runner.apply(to(second, canaryWas, healthy)), now);
  const known = to(second, divided, healthy);
  assert.deepEqual(await runner.apply(known), CHANGED);
  assert.deepEqual(await weights(), [
    [`docnow-${first.name}`, 'web', 0],
    [`docnow-${second.name}`, 'web', 100],
  ]);
  await runner.destroy(to(second, second.name));
  await core.deleteNamespace({ name: namespace });
}

function write({ dir, kube }: Rig, colors: Color[]): string {
  const app = new App({ outdir: `${dir}/gateway-switch` });
  const stack = new TerraformStack(app, 'gateway-switch');
  const cluster = DocNowCluster.fromKubeconfig(stack, 'Cluster', {
    configPath: kube.kubeconfigPath,
    configContext: 'docnow-rig',
    capabilities: [ClusterCapability.GATEWAY_API],
  });
  const gateway = { gatewayName: 'public', gatewayNamespace: namespace };
  const entries = colors.map(
    (color) =>
      new GatewayEntry({ color, hostName: `${color.name}.example.org`, ...gateway, sourceCidrs: ['10.0.0.0/8'] }),
  );
  const strategy = new GatewayWeights({ cluster, hostName: 'docnow.example.org', ...gateway });
  new BlueGreenSwitch(stack, 'Switch', { strategy, targets: entries });
  app.synth();
  return `${dir}/gateway-switch/stacks/gateway-switch`;
}
