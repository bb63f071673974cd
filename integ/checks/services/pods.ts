import assert from 'node:assert/strict';
import { V1Pod } from '@kubernetes/client-node';
import { clients, endpoints, readyPods, refusal } from './ask';
import { ServicesFacts } from './facts';
import { Check, Reach } from '../check';

function settings(pod: V1Pod): Record<string, string | undefined> {
  return Object.fromEntries((pod.spec?.containers[0].env ?? []).map(({ name, value }) => [name, value]));
}

/** Of the pods that keep data. */
export const podChecks: Check<ServicesFacts>[] = [
  {
    name: 'services: the API server refuses a pod short of Pod Security restricted',
    async run(reach: Reach, { namespace }) {
      const body = {
        metadata: { name: 'intruder' },
        spec: { containers: [{ name: 'intruder', image: 'intruder:1' }] },
      };
      const { core } = clients(reach);
      const said = await refusal(core.createNamespacedPod({ namespace, body, dryRun: 'All' }), 403);
      assert.match(said, /PodSecurity \\?"restricted/);
    },
  },
  {
    name: 'services: Redis is ready, behind its Service, with a log on a volume',
    async run(reach: Reach, { namespace, redisImage }) {
      const [pod, ...others] = await readyPods(reach, namespace, 'redis');
      assert.equal(others.length, 0);
      const [container] = pod.spec!.containers;
      assert.equal(container.image, redisImage);
      assert.match(container.args!.join(' '), /--appendonly yes/);
      assert.equal(await endpoints(reach, namespace, 'redis'), 1);
    },
  },
  {
    name: 'services: every node of Elasticsearch is ready, on a machine of its own, where it belongs',
    async run(reach: Reach, facts) {
      const pods = await readyPods(reach, facts.namespace, 'elasticsearch');
      assert.equal(pods.length, facts.elasticsearchNodes);
      assert.equal(await endpoints(reach, facts.namespace, 'elasticsearch'), facts.elasticsearchNodes);
      const machines = new Set(pods.map(({ spec }) => spec?.nodeName));
      for (const name of machines) {
        const { metadata } = await clients(reach).core.readNode({ name: name! });
        for (const [label, value] of Object.entries(facts.elasticsearchPlacement)) {
          assert.equal(metadata?.labels?.[label], value, `${name} is not for Elasticsearch`);
        }
      }
      const labelSelector = Object.entries(facts.elasticsearchPlacement)
        .map((pair) => pair.join('='))
        .join();
      const { items } = await clients(reach).core.listNode({ labelSelector });
      assert.equal(machines.size, Math.min(items.length, facts.elasticsearchNodes), 'machines in use');
      for (const pod of pods) assert.equal(pod.spec?.containers[0].image, facts.elasticsearchImage);
    },
  },
  {
    name: 'services: more than half of the nodes of Elasticsearch must agree',
    async run(reach: Reach, { namespace, elasticsearchNodes }) {
      for (const pod of await readyPods(reach, namespace, 'elasticsearch')) {
        const told = pod.spec?.containers[0].env?.find(({ name }) => name === 'discovery.zen.minimum_master_nodes');
        const reference = told?.valueFrom?.configMapKeyRef;
        if (!reference) {
          assert.equal(settings(pod)['cluster.initial_master_nodes'], 'elasticsearch-0');
        } else {
          const { data } = await clients(reach).core.readNamespacedConfigMap({ namespace, name: reference.name! });
          assert.equal(Number(data?.[reference.key]), Math.floor(elasticsearchNodes / 2) + 1);
        }
      }
    },
  },
  {
    name: 'services: no pod has a token of the API server, root, privileges or a root file system to write to',
    async run(reach: Reach, { namespace }) {
      for (const service of ['redis', 'elasticsearch']) {
        for (const { metadata, spec } of await readyPods(reach, namespace, service)) {
          assert.ok(!spec?.volumes?.some(({ projected }) => projected), `${metadata?.name} has a projected volume`);
          assert.notEqual(spec?.serviceAccountName, 'default');
          assert.ok(spec?.securityContext?.runAsUser, `${metadata?.name} runs as root`);
          for (const { securityContext } of [...(spec.initContainers ?? []), ...spec.containers]) {
            assert.equal(securityContext?.readOnlyRootFilesystem, true);
            assert.equal(securityContext.allowPrivilegeEscalation, false);
            assert.deepEqual(securityContext.capabilities?.drop, ['ALL']);
          }
        }
      }
    },
  },
  {
    name: 'services: one pod at a time may be evicted, of each service',
    async run(reach: Reach, { namespace, elasticsearchNodes }) {
      for (const [name, pods] of Object.entries({ redis: 1, elasticsearch: elasticsearchNodes })) {
        const { status } = await clients(reach).policy.readNamespacedPodDisruptionBudget({ namespace, name });
        assert.equal(status?.expectedPods, pods, name);
        assert.equal(status?.disruptionsAllowed, 1, name);
      }
    },
  },
];
