import assert from 'node:assert/strict';
import { BatchV1Api } from '@kubernetes/client-node';
import { Check, Reach } from '../checks/check';
import { clients, endpoints, readyPods } from '../checks/services/ask';

/** What must hold of a database in the cluster, as the API server tells it. */
export const checks: Check<{ readonly namespace: string }>[] = [
  {
    name: 'database: its pod is ready behind its Service, with a claim that tells the major version',
    async run(reach: Reach, { namespace }) {
      const [pod, ...others] = await readyPods(reach, namespace, 'postgres');
      assert.deepEqual([others.length, pod.spec!.containers[0].image], [0, 'postgres:17.9']);
      assert.equal(await endpoints(reach, namespace, 'postgres'), 1);
      const { metadata, status } = await clients(reach).core.readNamespacedPersistentVolumeClaim({
        namespace,
        name: 'data-postgres-0',
      });
      assert.deepEqual([metadata?.labels?.['docnow.io/postgres-major'], status?.phase], ['17', 'Bound']);
    },
  },
  {
    name: 'database: exactly one port is open, to exactly those who carry the badge',
    async run(reach: Reach, { namespace }) {
      const { items } = await clients(reach).networking.listNamespacedNetworkPolicy({ namespace });
      const doors = items.flatMap(({ metadata, spec }) =>
        (spec?.ingress ?? []).flatMap(({ ports, _from: from }) =>
          from!.map((one) => [
            metadata?.name,
            ports?.map(({ port }) => port),
            one.namespaceSelector?.matchLabels,
            one.podSelector?.matchLabels,
          ]),
        ),
      );
      const [part, badge] = [{ 'app.kubernetes.io/part-of': 'docnow' }, { 'docnow.io/postgres-client': 'true' }];
      assert.deepEqual(doors, [['postgres', [5432], part, badge]]);
      const backup = items.find(({ metadata }) => metadata?.name === 'postgres-backup');
      const to = backup?.spec?.egress?.map(({ to: peers, ports }) => [
        peers?.map(({ podSelector }) => podSelector?.matchLabels),
        ports?.map(({ port }) => port),
      ]);
      const server = { 'app.kubernetes.io/name': 'postgres', 'app.kubernetes.io/instance': 'postgres' };
      assert.deepEqual(to, [[[server], [5432]]]);
    },
  },
  {
    name: 'database: it is backed up every night, and put back by nobody but an operator',
    async run({ kube: { config } }: Reach, { namespace }) {
      const { items } = await config.makeApiClient(BatchV1Api).listNamespacedCronJob({ namespace });
      assert.deepEqual(
        items.map(({ metadata, spec }) => [metadata?.name, spec?.schedule, spec?.timeZone, spec?.suspend]).sort(),
        [
          ['postgres-backup', '17 2 * * *', 'Etc/UTC', false],
          ['postgres-restore', '0 0 31 2 *', 'Etc/UTC', true],
        ],
      );
    },
  },
];
