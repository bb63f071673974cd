import { Fn, Testing } from 'cdktf';
import { bound } from './world';
import {
  Color,
  ISwitchTarget,
  ServiceFrontDoor,
  ServiceFrontDoorProps,
  ServiceSelector,
  ServiceSelectorProps,
  ServiceType,
} from '../../../src';
import { FakeCluster, newStack, resources } from '../../services/fake-cluster';

function door(props: Partial<ServiceFrontDoorProps> = {}) {
  const stack = newStack('front-door');
  return { stack, frontDoor: new ServiceFrontDoor(stack, 'FrontDoor', { cluster: new FakeCluster(), ...props }) };
}

function divided(props: Partial<ServiceSelectorProps> = {}, targets?: ISwitchTarget[]) {
  const stack = newStack('switch');
  const { frontDoor } = door();
  const strategy = new ServiceSelector({ frontDoor, ...props });
  const division = strategy.divide(stack, 'Traffic', {
    targets: (targets ?? frontDoor.targets).map((target, index) => ({ target, weight: index === 0 ? 100 : 0 })),
    sticky: Fn.tobool(false),
    preconditions: [{ condition: '${true}', errorMessage: 'No.' }],
  });
  return { stack, division, frontDoor };
}

describe('ServiceFrontDoor', () => {
  test('has a relay for each colour, in a namespace that is closed but for them', () => {
    const { stack, frontDoor } = door();
    expect(resources(stack, 'kubernetes_namespace_v1').map(({ metadata }) => metadata.name)).toEqual(['docnow-front']);
    const deployments = resources(stack, 'kubernetes_deployment_v1');
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual(['relay-blue', 'relay-green']);
    const [{ spec }] = deployments;
    expect(spec.replicas).toBe('2');
    expect(spec.template.spec.container[0].image).toBe('haproxy:3.2.12-alpine');
    const policies = resources(stack, 'kubernetes_network_policy_v1');
    expect(policies.map(({ metadata }) => metadata.name)).toEqual([
      'allow-dns',
      'deny-all',
      'relay-blue',
      'relay-green',
    ]);
    expect(policies[2].spec.egress).toEqual([
      {
        to: [{ namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'docnow-blue' } } }],
        ports: [{ port: '3000', protocol: 'TCP' }],
      },
    ]);
    expect(frontDoor.targets.map(({ targetId }) => targetId)).toEqual(['blue.docnow-front', 'green.docnow-front']);
  });

  test('passes on one request a connection, to the Service of the colour', () => {
    const { stack } = door({ namespaces: { blue: 'notes-blue' }, port: 8000 });
    const [{ data }] = resources(stack, 'kubernetes_config_map_v1');
    expect(data['haproxy.cfg']).toContain('option httpclose');
    expect(data['haproxy.cfg']).toContain('server web web.notes-blue.svc.cluster.local:8000 ');
  });

  test('opens a colour to its relay alone', () => {
    const { frontDoor } = door({ port: 80 });
    const { stack, binding } = bound(frontDoor.entry(Color.BLUE));
    expect(binding).toMatchObject({ readinessGates: [], sourceCidrs: [], deregistrationDelay: 5 });
    const [{ metadata, spec, lifecycle }] = resources(stack, 'kubernetes_network_policy_v1');
    expect(metadata.name).toBe('allow-relay');
    expect(spec.ingress[0].ports).toEqual([{ port: '3000', protocol: 'TCP' }]);
    expect(spec.ingress[0].from[0].pod_selector.match_labels).toEqual({
      'app.kubernetes.io/name': 'relay',
      'app.kubernetes.io/instance': 'blue',
    });
    expect(lifecycle.precondition[0].error_message).toContain('Tell the way in the namespace of the environment.');
  });

  test('refuses an environment whose port its relay does not ask', () => {
    expect(() => bound(door().frontDoor.entry(Color.BLUE))).toThrow(
      "blue: entry is 'blue.docnow-front', whose relay asks port 3000, while the application serves port 80. " +
        "Give the front door the application's port.",
    );
  });

  test.each<[Partial<ServiceFrontDoorProps>, string]>([
    [
      { colors: [Color.BLUE, Color.of('blue')] },
      `FrontDoor: colors is ["blue","blue"], in which 'blue' stands twice. Give`,
    ],
    [{ colors: [Color.BLUE, Color.LEGACY] }, 'and what runs outside Kubernetes has no Service to relay to. Give each'],
    [{ replicas: 0 }, 'FrontDoor: replicas is 0, with which no request would be passed on. Use a whole number from 1.'],
    [{ image: 'haproxy' }, "FrontDoor: image is 'haproxy', which has no tag"],
    [{ sourceCidrs: [] }, 'FrontDoor: sourceCidrs is [], which a network policy takes for everybody.'],
  ])('refuses %j', (props, words) => {
    expect(() => door(props)).toThrow(words);
  });

  test('refuses to lead to a colour that it does not have', () => {
    expect(() => door().frontDoor.entry(Color.of('red'))).toThrow(
      "FrontDoor: entry is 'red', a colour that this front door has no relay for. Use one of blue, green, or add it",
    );
  });
});

describe('ServiceSelector', () => {
  test('is one Service, whose selector is the colour that gets all', () => {
    const { stack } = divided({ type: ServiceType.NODE_PORT, nodePort: 30080 });
    const [{ metadata, spec, wait_for_load_balancer: wait, lifecycle }] = resources(stack, 'kubernetes_service_v1');
    expect([metadata.name, metadata.namespace, wait]).toEqual(['docnow', 'docnow-front', false]);
    expect(spec).toMatchObject({
      type: 'NodePort',
      port: [{ name: 'http', port: 80, target_port: '8080', node_port: 30080, protocol: 'TCP' }],
    });
    expect(spec.selector['app.kubernetes.io/name']).toBe('relay');
    expect(spec.selector['app.kubernetes.io/instance']).toContain('color if weight == 100');
    expect(lifecycle.precondition.map((one: any) => one.error_message)).toEqual(['No.']);
  });

  test('asks the API server at the plan, at the apply, or once the Service is made', () => {
    const asked = (reading: object) => {
      const stack = newStack('switch');
      new ServiceSelector(door()).read(stack, 'Now', { when: Fn.tobool(true), ...reading });
      return Object.values<any>(JSON.parse(Testing.synth(stack)).data.kubernetes_resources)[0];
    };
    expect(asked({})).toMatchObject({
      api_version: 'v1',
      kind: 'Service',
      namespace: 'docnow-front',
      field_selector: 'metadata.name=docnow',
      count: '${tobool(true) ? 1 : 0}',
    });
    expect(asked({ atApply: true }).field_selector).toBe('${(timestamp() == "never") ? "" : "metadata.name=docnow"}');
    expect(asked({ division: Fn.trimspace('made') }).field_selector).toBe(
      '${(length(trimspace("made")) < 1) ? "" : "metadata.name=docnow"}',
    );
  });

  test('refuses what stands behind a load balancer, with the reason', () => {
    const alb = [Color.BLUE, Color.GREEN].map((color) => ({ color, targetId: `arn:of:${color.name}` }));
    expect(() => divided({}, alb)).toThrow(
      "switch: strategy is 'ServiceSelector', but blue has no relay of this front door. Behind a load balancer of AWS a " +
        'selector would lose requests: its controller moves the addresses later, and not all at once. Give targets of this ' +
        'front door (frontDoor.targets), or AlbWeights behind an Application Load Balancer.',
    );
  });

  test.each<[Partial<ServiceSelectorProps>, string]>([
    [{ nodePort: 30080 }, "strategy.nodePort is 30080, but the Service's type is ClusterIP. Use ServiceType.NODE_PORT"],
    [
      { type: ServiceType.NODE_PORT, nodePort: 80 },
      'strategy.nodePort is 80, which is not a port that every node has free.',
    ],
  ])('refuses %j', (props, words) => {
    expect(() => divided(props)).toThrow(words);
  });
});
