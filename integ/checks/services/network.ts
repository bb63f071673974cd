import assert from 'node:assert/strict';
import { V1NetworkPolicy } from '@kubernetes/client-node';
import { clients } from './ask';
import { ServicesFacts } from './facts';
import { Check, Reach } from '../check';

/** Who may come in, and to which port. */
function doors({ spec }: V1NetworkPolicy): unknown[] {
  return (spec?.ingress ?? []).map(({ _from: from, ports }) => [
    from?.map(({ namespaceSelector, podSelector }) => [namespaceSelector?.matchLabels, podSelector?.matchLabels]),
    ports?.map(({ port }) => port),
  ]);
}

const DOCNOW = { 'app.kubernetes.io/part-of': 'docnow' };

/** Of what the data services can be reached by. */
export const networkChecks: Check<ServicesFacts>[] = [
  {
    name: 'services: the network is closed but for those who carry the badge of a service',
    async run(reach: Reach, { namespace }) {
      const { items } = await clients(reach).networking.listNamespacedNetworkPolicy({ namespace });
      const policies = Object.fromEntries(items.map((policy) => [policy.metadata!.name, policy]));
      assert.deepEqual(Object.keys(policies).sort(), ['allow-dns', 'deny-all', 'elasticsearch', 'redis']);
      const closed = policies['deny-all'].spec!;
      assert.deepEqual(
        [closed.podSelector?.matchLabels, closed.ingress, closed.egress, closed.policyTypes?.sort()],
        [undefined, undefined, undefined, ['Egress', 'Ingress']],
      );
      assert.equal(policies['allow-dns'].spec?.ingress, undefined);
      assert.equal(policies.redis.spec?.egress, undefined);
      assert.deepEqual(doors(policies.redis), [[[[DOCNOW, { 'docnow.io/redis-client': 'true' }]], [6379]]]);
      const nodes = { 'app.kubernetes.io/name': 'elasticsearch', 'app.kubernetes.io/instance': 'elasticsearch' };
      assert.deepEqual(doors(policies.elasticsearch), [
        [[[DOCNOW, { 'docnow.io/elasticsearch-client': 'true' }]], [9200]],
        [[[undefined, nodes]], [9300]],
      ]);
    },
  },
];
