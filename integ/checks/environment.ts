import assert from 'node:assert/strict';
import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  DiscoveryV1Api,
  NetworkingV1Api,
  PolicyV1Api,
  V1Pod,
} from '@kubernetes/client-node';
import { Check, Reach } from './check';
import { Release } from '../../src';

/** What a colour's stack was told. */
export interface EnvironmentFacts {
  /** The colour's name. */
  readonly color: string;
  readonly namespace: string;
  readonly release: Release;
  readonly replicas: number;
  readonly workers: 'active' | 'standby';
  readonly secretName: string;
  /** The address ranges that requests come from. */
  readonly sourceCidrs: string[];
  /** The conditions of web's pods that the way in sets. */
  readonly readinessGates: string[];
  /** The values of the Secret, which must stand nowhere else. */
  readonly secretValues: string[];
}

function clients({ kube }: Reach) {
  return {
    core: kube.config.makeApiClient(CoreV1Api),
    apps: kube.config.makeApiClient(AppsV1Api),
    discovery: kube.config.makeApiClient(DiscoveryV1Api),
    networking: kube.config.makeApiClient(NetworkingV1Api),
    policy: kube.config.makeApiClient(PolicyV1Api),
  };
}

/** The pods of a component that are not on their way out. */
async function pods(
  reach: Reach,
  { namespace, color, release }: EnvironmentFacts,
  component?: string,
): Promise<V1Pod[]> {
  const labels = [`app.kubernetes.io/name=${release._application.name}`, `app.kubernetes.io/instance=${color}`];
  if (component) labels.push(`app.kubernetes.io/component=${component}`);
  const { items } = await clients(reach).core.listNamespacedPod({ namespace, labelSelector: labels.join() });
  return items.filter(({ metadata }) => !metadata?.deletionTimestamp);
}

function isTrue(pod: V1Pod, type: string): boolean {
  return pod.status?.conditions?.find((condition) => condition.type === type)?.status === 'True';
}

/** The error that the API server answers a call with. */
async function refusal(call: Promise<unknown>): Promise<ApiException<unknown>> {
  const answer = await call.catch((error: unknown) => error);
  assert.ok(answer instanceof ApiException, 'the API server accepted what it has to refuse');
  return answer;
}

/** What must hold of a colour after its apply. */
export const checks: Check<EnvironmentFacts>[] = [
  {
    name: 'environment: the API server refuses a pod short of Pod Security restricted',
    async run(reach: Reach, { namespace }) {
      const body = {
        metadata: { name: 'intruder' },
        spec: { containers: [{ name: 'intruder', image: 'intruder:1', securityContext: { privileged: true } }] },
      };
      const { core } = clients(reach);
      const answer = await refusal(core.createNamespacedPod({ namespace, body, dryRun: 'All' }));
      assert.equal(answer.code, 403);
      assert.match(String(answer.body), /PodSecurity \\?"restricted/);
    },
  },
  {
    name: 'environment: web serves with all its replicas, and every readiness gate is open',
    async run(reach: Reach, facts) {
      const { apps, discovery } = clients(reach);
      const { status } = await apps.readNamespacedDeployment({ namespace: facts.namespace, name: 'web' });
      assert.equal(status?.availableReplicas, facts.replicas);
      const found = await pods(reach, facts, 'web');
      assert.equal(found.length, facts.replicas);
      for (const pod of found) {
        assert.ok(pod.spec?.nodeName, `${pod.metadata?.name} is on no node`);
        assert.equal(pod.spec.containers[0].image, facts.release.image);
        assert.deepEqual(
          pod.spec.readinessGates?.map(({ conditionType }) => conditionType) ?? [],
          facts.readinessGates,
        );
        for (const type of ['Ready', ...facts.readinessGates]) {
          assert.ok(isTrue(pod, type), `${pod.metadata?.name} is not ${type}`);
        }
      }
      const { items } = await discovery.listNamespacedEndpointSlice({
        namespace: facts.namespace,
        labelSelector: 'kubernetes.io/service-name=web',
      });
      const ready = items.flatMap(({ endpoints }) => endpoints ?? []).filter(({ conditions }) => conditions?.ready);
      assert.equal(ready.length, facts.replicas, 'endpoints of the Service');
    },
  },
  {
    name: 'environment: the workers run, once each, where they are active, and nowhere else',
    async run(reach: Reach, facts) {
      const { apps } = clients(reach);
      const { items } = await apps.listNamespacedDeployment({ namespace: facts.namespace });
      const programs = facts.release._application.workers.map(({ name }) => name);
      assert.deepEqual(items.map(({ metadata }) => metadata?.name).sort(), ['web', ...programs].sort());
      for (const component of programs) {
        const running = await pods(reach, facts, component);
        assert.equal(running.length, facts.workers === 'active' ? 1 : 0, component);
        const { spec } = items.find(({ metadata }) => metadata?.name === component)!;
        assert.equal(spec?.strategy?.type, 'Recreate', component);
      }
    },
  },
  {
    name: 'environment: the API server would admit a pod of every program, of those that stand by, too',
    async run(reach: Reach, { namespace }) {
      const { apps, core } = clients(reach);
      const { items } = await apps.listNamespacedDeployment({ namespace });
      for (const { metadata, spec } of items) {
        const pod = { ...spec!.template, metadata: { ...spec!.template.metadata, name: `${metadata!.name}-tried` } };
        await core.createNamespacedPod({ namespace, body: pod, dryRun: 'All' });
      }
    },
  },
  {
    name: 'environment: no pod has a token of the API server',
    async run(reach: Reach, facts) {
      for (const pod of await pods(reach, facts)) {
        const volumes = pod.spec?.volumes ?? [];
        assert.ok(!volumes.some(({ projected }) => projected), `${pod.metadata?.name} has a projected volume`);
      }
    },
  },
  {
    name: 'environment: secrets stand in no object but the Secret, and pods refer to it',
    async run(reach: Reach, facts) {
      const { apps, core } = clients(reach);
      const { namespace } = facts;
      const deployments = await apps.listNamespacedDeployment({ namespace });
      for (const { metadata, spec } of deployments.items) {
        const env = spec?.template.spec?.containers[0].env ?? [];
        assert.deepEqual(
          env.map(({ name, valueFrom }) => [name, valueFrom?.secretKeyRef?.name]),
          facts.release._application.secretKeys.map((key) => [key, facts.secretName]),
          metadata?.name,
        );
      }
      const text = JSON.stringify([deployments, await core.listNamespacedConfigMap({ namespace })]);
      // Not assert.match: its message would repeat the value.
      assert.ok(!facts.secretValues.some((value) => text.includes(value)), "a secret's value stands in an object");
    },
  },
  {
    name: 'environment: the network is closed but for what DocNow needs',
    async run(reach: Reach, facts) {
      const { items } = await clients(reach).networking.listNamespacedNetworkPolicy({ namespace: facts.namespace });
      const closed = items.find(({ spec }) => !spec?.podSelector?.matchLabels && !spec?.ingress && !spec?.egress);
      assert.deepEqual(closed?.spec?.policyTypes?.sort(), ['Egress', 'Ingress']);
      const open = items.filter(({ spec }) => spec?.ingress);
      assert.equal(open.length, 1, 'policies that let something in');
      const [ingress, ...others] = open[0].spec?.ingress ?? [];
      assert.equal(others.length, 0);
      assert.deepEqual(ingress._from?.map(({ ipBlock }) => ipBlock?.cidr).sort(), [...facts.sourceCidrs].sort());
      assert.deepEqual(
        ingress.ports?.map(({ port }) => port),
        [facts.release._application.web.port],
      );
      const blocks = items
        .flatMap(({ spec }) => spec?.egress ?? [])
        .flatMap(({ to }) => to ?? [])
        .flatMap(({ ipBlock }) => (ipBlock ? [ipBlock] : []));
      assert.ok(blocks.length > 0);
      for (const { cidr, except } of blocks) {
        const leaks = cidr.startsWith('169.254.') || (cidr === '0.0.0.0/0' && !except?.includes('169.254.0.0/16'));
        assert.ok(!leaks, 'instance metadata is open');
      }
    },
  },
  {
    name: 'environment: one web pod at a time may be evicted',
    async run(reach: Reach, { namespace, replicas }) {
      const { policy } = clients(reach);
      const { status } = await policy.readNamespacedPodDisruptionBudget({ namespace, name: 'web' });
      assert.equal(status?.expectedPods, replicas);
      assert.equal(status?.disruptionsAllowed, 1);
    },
  },
];

/** What must hold of a colour after it was destroyed. */
export const goneChecks: Check<EnvironmentFacts>[] = [
  {
    name: 'environment: the namespace is gone with all that was in it',
    async run(reach: Reach, facts) {
      const { core } = clients(reach);
      assert.equal((await refusal(core.readNamespace({ name: facts.namespace }))).code, 404);
      assert.deepEqual(await pods(reach, facts), []);
    },
  },
];
