import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Table } from '../integ/network-policy/table';

const DNS = { DNS: 'TCP 53, UDP 53' };
const APPLICATION = { redis: 'TCP 6379', elasticsearch: 'TCP 9200', ...DNS };

/**
 * Who may talk to whom, and on which ports, seen from one colour. This is what is meant; `../integ/story.integ.ts`
 * evaluates the policies that were applied, and compares. Who may talk to nobody has an empty row.
 */
export const TABLE: Table = {
  web: { ...APPLICATION, 'the internet': 'TCP 443' },
  'stream-loader': { ...APPLICATION, 'the internet': 'TCP 443' },
  'url-fetcher': { ...APPLICATION, 'the internet': 'TCP 80, TCP 443' },
  redis: DNS,
  elasticsearch: { elasticsearch: 'TCP 9300', ...DNS },
  'any other pod of a colour': {},
  'any other pod beside the data': DNS,
  'a pod elsewhere': {},
  "a pod elsewhere with web's labels": {},
  'the way in': { web: 'TCP 3000', "the other colour's web": 'TCP 3000' },
  'the network': {},
  'the internet': {},
};

/** Those who are talked to. */
export const RECEIVERS = [
  'web',
  'workers',
  "the other colour's web",
  "the other colour's workers",
  'redis',
  'elasticsearch',
  'DNS',
  'a pod elsewhere',
  'the network',
  'metadata',
  'the internet',
];

/** Of those nothing is asked that does not concern DocNow. */
const ELSEWHERE = /elsewhere|^the /;
const OF_DOCNOW = RECEIVERS.slice(0, RECEIVERS.indexOf('DNS'));

/** The page that says who may talk to whom. */
export function networkPolicies(): string {
  const rows = Object.entries(TABLE).map(([sender, cells]) => {
    const asked = (receiver: string) => !ELSEWHERE.test(sender) || OF_DOCNOW.includes(receiver);
    return `| ${[sender, ...RECEIVERS.map((one) => cells[one] ?? (asked(one) ? 'no' : ''))].join(' | ')} |`;
  });
  return [
    '# Who may talk to whom',
    '',
    'What the network policies of the two colours and of their data let through, seen from one colour (Elasticsearch generation).',
    'Each row is who opens a connection, each column is to whom.',
    '',
    `| from | ${RECEIVERS.join(' | ')} |`,
    `| --- |${' --- |'.repeat(RECEIVERS.length)}`,
    ...rows,
    '',
    '- **Any other pod of a colour** is one that somebody makes in the namespace of a colour, without its labels.',
    "- **A pod elsewhere** is in a namespace that is not DocNow's. Labels of DocNow on such a pod open nothing: the data asks for the",
    "  namespace's label, too.",
    '- **The way in** is where requests come from: the public subnets with the load balancer. With `NodePortEntry` and `GatewayEntry`',
    '  it is the `sourceCidrs` that you give; who has an address in them reaches web, pods included.',
    '- **The network** is every other address of the VPC: nodes, their neighbours, the API server of Kubernetes. A node always reaches',
    '  the pods that run on it, whatever a policy says: so its probes do.',
    '- **Metadata** is where clouds hand out credentials: 169.254.169.254, and the addresses of EKS Pod Identity and of ECS.',
    '- **The internet** is IPv4. web and the workers talk to Twitter; url-fetcher looks up any page that a tweet names.',
    '',
    'How it is known: `npm test` applies the demo to a real API server, reads the policies, namespaces, pods and Services back, and',
    'evaluates every pair on every port that a policy or a pod names, and on some that attackers try. The evaluator (`integ/network-policy`) shares nothing with the',
    'library. It is asked as for network plugins that take a pod by its address, and as for those that do not. That a plugin enforces',
    'what is asked is not shown: on EKS the VPC CNI does, as `DocNowCluster` tells it to; elsewhere, see to a plugin that does.',
    '',
  ].join('\n');
}

/** Where the page is committed. */
export const PAGE = join(__dirname, 'network-policies.md');

if (require.main === module) writeFileSync(PAGE, networkPolicies());
