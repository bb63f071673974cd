import { Fn, Testing } from 'cdktf';
import { Color, GatewayWeights, GatewayWeightsProps, ISwitchTarget } from '../../../src';
import { FakeCluster, newStack, resources } from '../../services/fake-cluster';

const PROPS: GatewayWeightsProps = {
  cluster: new FakeCluster(),
  hostName: 'docnow.example.org',
  gatewayName: 'public',
  gatewayNamespace: 'gateways',
};
const target = (name: string): ISwitchTarget => ({ color: Color.of(name), targetId: `web.docnow-${name}` });

function divided(props: Partial<GatewayWeightsProps> = {}, targets = ['blue', 'green'].map(target)) {
  const stack = newStack('switch');
  const division = new GatewayWeights({ ...PROPS, cluster: new FakeCluster(), ...props }).divide(stack, 'Traffic', {
    targets: targets.map((one, index) => ({ target: one, weight: index === 0 ? 100 : 0 })),
    sticky: Fn.tobool(false),
    preconditions: [{ condition: '${true}', errorMessage: 'No.' }],
  });
  return { stack, division };
}

describe('GatewayWeights', () => {
  test('is one route, to which the Services of all colours are attached', () => {
    const { stack, division } = divided({ listenerName: 'https', servicePort: 8000 });
    const [{ manifest, field_manager: manager, lifecycle }] = resources(stack, 'kubernetes_manifest');
    expect(manifest.metadata).toMatchObject({ name: 'docnow', namespace: 'gateways' });
    expect(manifest.spec.parentRefs).toEqual([
      {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        name: 'public',
        namespace: 'gateways',
        sectionName: 'https',
      },
    ]);
    expect(manifest.spec.rules[0].backendRefs).toEqual(
      ['blue', 'green'].map((name, index) => ({
        group: '',
        kind: 'Service',
        name: 'web',
        namespace: `docnow-${name}`,
        port: 8000,
        weight: index === 0 ? 100 : 0,
      })),
    );
    expect(manager).toEqual({ force_conflicts: true });
    expect(lifecycle.precondition).toEqual([{ condition: '${true}', error_message: 'No.' }]);
    expect(division).toContain('object.metadata.uid');
  });

  test('asks the API server for the route', () => {
    const stack = newStack('switch');
    const weights = new GatewayWeights({ ...PROPS, cluster: new FakeCluster(), namespace: 'routes', name: 'site' });
    const expression = weights.read(stack, 'Now', { when: Fn.tobool(true) });
    const [asked] = Object.values<any>(JSON.parse(Testing.synth(stack)).data.kubernetes_resources);
    expect(asked).toMatchObject({
      api_version: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      namespace: 'routes',
      field_selector: 'metadata.name=site',
    });
    expect(expression).toContain('sum(weights)');
  });

  test('refuses a cluster without the Gateway API', () => {
    expect(() => divided({ cluster: new FakeCluster(undefined, []) })).toThrow(
      'switch: cluster.capabilities is [], without GATEWAY_API, a route leads nowhere. Install the Gateway API',
    );
  });

  test('refuses what is no Service of the cluster', () => {
    expect(() => divided({}, [target('blue'), { color: Color.GREEN, targetId: 'arn:of:green' }])).toThrow(
      "switch: strategy is 'GatewayWeights', but green is known as 'arn:of:green', which is no Service of this cluster. " +
        'Give the colours a GatewayEntry, or AlbWeights behind an Application Load Balancer.',
    );
  });

  test('refuses more colours than a rule takes', () => {
    const many = Array.from({ length: 17 }, (_, index) => target(`c${index}`));
    expect(() => divided({}, many)).toThrow(
      'which are 17; a rule of a route takes 16. Leave out colours that are gone.',
    );
  });

  test('refuses what is not a host name', () => {
    expect(() => divided({ hostName: 'https://docnow' })).toThrow(
      "switch: strategy.hostName is 'https://docnow', which is not a host name. Use one such as docnow.example.org.",
    );
  });
});
