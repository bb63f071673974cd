import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Page } from '../integ/network-policy/agrees';
import { Table } from '../integ/network-policy/table';

const DNS = { DNS: 'TCP 53, UDP 53' };
const INTERNET = { 'the internet': 'TCP 443' };

/** What every pod of a colour may do. */
const elasticsearch = { redis: 'TCP 6379', elasticsearch: 'TCP 9200', ...DNS, ...INTERNET };
const postgres = { redis: 'TCP 6379', postgres: 'TCP 5432', ...DNS, ...INTERNET };
const PAGES_OF_ANYBODY = { 'the internet': 'TCP 80, TCP 443' };

/** Who else there may be, whatever runs. */
const OTHERS: Table = {
  'any other pod of a colour': {},
  'any other pod beside the data': DNS,
  'a pod elsewhere': {},
  "a pod elsewhere with web's labels": {},
  'the way in': { web: 'TCP 3000', "the other colour's web": 'TCP 3000' },
  'the network': {},
  'the internet': {},
};

const COLORS = ['web', 'workers', "the other colour's web", "the other colour's workers"];

/**
 * Who may talk to whom, and on which ports, seen from one colour. This is what is meant; `../integ/story.integ.ts` and
 * `../integ/operations.integ.ts` evaluate the policies that were applied, and compare. Who may talk to nobody has an
 * empty row.
 */
export const PAGES: Readonly<Record<string, Page>> = {
  'Elasticsearch generation': {
    table: {
      web: elasticsearch,
      'stream-loader': elasticsearch,
      'url-fetcher': { ...elasticsearch, ...PAGES_OF_ANYBODY },
      'load-places': elasticsearch,
      'merge-indexes': elasticsearch,
      sudo: elasticsearch,
      'update-indexes': elasticsearch,
      users: elasticsearch,
      redis: DNS,
      elasticsearch: { elasticsearch: 'TCP 9300', ...DNS },
      ...OTHERS,
    },
    receivers: [
      ...COLORS,
      'redis',
      'elasticsearch',
      'DNS',
      'a pod elsewhere',
      'the API server',
      'the network',
      'metadata',
      'the internet',
    ],
  },
  'PostgreSQL generation': {
    table: {
      web: postgres,
      'tweet-loader': postgres,
      'url-fetcher': { ...postgres, ...PAGES_OF_ANYBODY },
      'copy-secrets': { 'the API server': 'TCP 443' },
      'load-places': postgres,
      migrate: postgres,
      reset: postgres,
      sudo: postgres,
      users: postgres,
      redis: DNS,
      elasticsearch: { elasticsearch: 'TCP 9300', ...DNS },
      postgres: DNS,
      'elasticsearch-copy': { ...DNS, 'the object store': 'TCP 9000' },
      'elasticsearch-fetch': { ...DNS, 'the object store': 'TCP 9000' },
      'elasticsearch-snapshot': { elasticsearch: 'TCP 9200', ...DNS },
      'postgres-backup': { postgres: 'TCP 5432', ...DNS },
      'postgres-copy': { ...DNS, 'the object store': 'TCP 9000' },
      'postgres-fetch': { ...DNS, 'the object store': 'TCP 9000' },
      'postgres-restore': { postgres: 'TCP 5432', ...DNS },
      ...OTHERS,
    },
    receivers: [
      ...COLORS,
      'redis',
      'elasticsearch',
      'postgres',
      'DNS',
      'a pod elsewhere',
      'the API server',
      'the network',
      'the object store',
      'metadata',
      'the internet',
    ],
  },
};

/** Of those nothing is asked that does not concern DocNow. */
const ELSEWHERE = /elsewhere|^the /;

function tableOf(generation: string): string[] {
  const { table, receivers } = PAGES[generation];
  const ofDocNow = receivers.slice(0, receivers.indexOf('DNS'));
  const rows = Object.entries(table).map(([sender, cells]) => {
    const asked = (receiver: string) => !ELSEWHERE.test(sender) || ofDocNow.includes(receiver);
    return `| ${[sender, ...receivers.map((one) => cells[one] ?? (asked(one) ? 'no' : ''))].join(' | ')} |`;
  });
  return [
    `## ${generation}`,
    '',
    `| from | ${receivers.join(' | ')} |`,
    `| --- |${' --- |'.repeat(receivers.length)}`,
    ...rows,
    '',
  ];
}

/** The page that says who may talk to whom. */
export function networkPolicies(): string {
  return [
    '# Who may talk to whom',
    '',
    'What the network policies of the two colours and of their data let through, seen from one colour. Each row is who opens a',
    'connection, each column is to whom. Commands, migrations, backups and copies of Secrets are Jobs; they have rows of their own.',
    '',
    ...Object.keys(PAGES).flatMap(tableOf),
    '- **Any other pod of a colour** is one that somebody makes in the namespace of a colour, without its labels.',
    "- **A pod elsewhere** is in a namespace that is not DocNow's. Labels of DocNow on such a pod open nothing: the data asks for the",
    "  namespace's label, too.",
    '- **The way in** is where requests come from: the public subnets with the load balancer. With `NodePortEntry` and `GatewayEntry`',
    '  it is the `sourceCidrs` that you give; who has an address in them reaches web, pods included.',
    '- **The network** is every other address of the VPC: nodes and their neighbours. A node always reaches the pods that run',
    '  on it, whatever a policy says: so its probes do.',
    '- With `kedaNamespace`, KEDA’s operator in that namespace reaches Redis on its port, and nothing else of DocNow. That is not',
    '  in the tables.',
    '- **The API server** is the Service `kubernetes`. What is behind it is let through, too, and is not evaluated: here it has nothing.',
    '- **The object store** is an `S3CompatibleStore` on port 9000. To that of `S3Backups`, copies go by TCP 443 of the internet, with',
    '  credentials from TCP 80 of 169.254.170.23, the agent of EKS Pod Identity, of all metadata.',
    '- **Metadata** is where clouds hand out credentials: 169.254.169.254, and the addresses of EKS Pod Identity and of ECS.',
    '- **The internet** is IPv4. web and the workers talk to Twitter; url-fetcher looks up any page that a tweet names.',
    '',
    'How it is known: `npm test` applies the demo, and the other generation, to a real API server, reads the policies, namespaces,',
    'pods and Services back, and evaluates every pair on every port that a policy or a pod names, and on some that attackers try.',
    'The evaluator (`integ/network-policy`) shares nothing with the library. It is asked as for network plugins that take a pod by its address, and as for those that do not. That a plugin enforces',
    'what is asked is not shown: on EKS the VPC CNI does, as `DocNowCluster` tells it to; elsewhere, see to a plugin that does.',
    '',
  ].join('\n');
}

/** Where the page is committed. */
export const PAGE = join(__dirname, 'network-policies.md');

if (require.main === module) writeFileSync(PAGE, networkPolicies());
