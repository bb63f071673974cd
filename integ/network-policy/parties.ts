import { Applied } from './applied';
import { Party } from './policy';
import { Parties, Sides } from './table';

/** The addresses of a deployment that are no pods. */
export interface Addresses {
  /** Where requests and health checks come from. */
  readonly wayIn: readonly string[];
  /** Machines of the same network: nodes and their neighbours. */
  readonly network: readonly string[];
  /** Kubernetes' own API. */
  readonly apiServer: readonly string[];
  /** Where copies of backups go. @default - none do */
  readonly objectStore?: readonly string[];
}

/** A colour's programs that are not web, in both generations of DocNow. */
const WORKERS = ['stream-loader', 'tweet-loader', 'url-fetcher'];
/** The data services. */
const STORES = ['redis', 'elasticsearch', 'postgres'];

/** Seen from one colour: its namespace, that of the other colour, and that of the data. */
export interface View {
  readonly own: string;
  readonly other: string;
  readonly data: string;
}

/** Names for those who talk. Programs that were not applied are left out. */
export function senders(world: Applied, { own, data }: View, { wayIn, network }: Addresses): Sides {
  const web = world.programs.get(`${own}/web`)!.pod!;
  return {
    ours: {
      ...likes({ ...all(world, own, ['web', ...WORKERS]), ...all(world, data, STORES) }),
      'any other pod of a colour': [stranger(own)],
      'any other pod beside the data': [stranger(data)],
    },
    others: {
      'a pod elsewhere': [stranger('default'), stranger('kube-system')],
      "a pod elsewhere with web's labels": [stranger('default', web.labels)],
      'the way in': wayIn.map((address) => ({ address })),
      'the network': network.map((address) => ({ address })),
      'the internet': INTERNET,
    },
  };
}

/** Names for those who are talked to. */
export function receivers(world: Applied, { own, other, data }: View, addresses: Addresses): Sides {
  const { network, apiServer, objectStore } = addresses;
  const workers = (color: string) => Object.values(programs(world, color, WORKERS)).flat();
  return {
    ours: {
      web: [world.programs.get(`${own}/web`)!],
      workers: workers(own),
      "the other colour's web": [world.programs.get(`${other}/web`)!],
      "the other colour's workers": workers(other),
      ...programs(world, data, STORES),
    },
    others: {
      DNS: [stranger('kube-system', { 'k8s-app': 'kube-dns' })],
      'a pod elsewhere': [stranger('default'), stranger('kube-system')],
      'the API server': apiServer.map((address) => ({ address })),
      'the network': network.map((address) => ({ address })),
      ...(objectStore && { 'the object store': objectStore.map((address) => ({ address })) }),
      // Of the instance (IMDS), of EKS Pod Identity, and of ECS, where other containers of AWS look.
      metadata: ['169.254.169.254', '169.254.170.23', '169.254.170.2', 'fd00:ec2::254'].map((address) => ({ address })),
      'the internet': INTERNET,
    },
  };
}

/** Addresses that are nobody's in particular. */
const INTERNET: readonly Party[] = ['1.0.0.1', '99.255.255.255', '223.255.255.254'].map((address) => ({ address }));

function programs({ programs: known }: Applied, namespace: string, names: readonly string[]): Parties {
  const there = names.filter((name) => known.has(`${namespace}/${name}`));
  return Object.fromEntries(there.map((name) => [name, [known.get(`${namespace}/${name}`)!]]));
}

/** All programs of a namespace: these first, then the others by their names, so that none is forgotten. */
function all(world: Applied, namespace: string, first: readonly string[]): Parties {
  const names = [...world.programs.keys()].filter((name) => name.startsWith(`${namespace}/`));
  const others = names.map((name) => name.split('/')[1]).filter((name) => !first.includes(name));
  return programs(world, namespace, [...first, ...others.sort()]);
}

/** Another pod of each: one always reaches itself. */
function likes(parties: Parties): Parties {
  const another = ({ pod, ...party }: Party): Party => ({ ...party, pod: { ...pod!, uid: `another of ${pod!.uid}` } });
  return Object.fromEntries(Object.entries(parties).map(([name, members]) => [name, members.map(another)]));
}

/** A pod that somebody else makes in this namespace. */
function stranger(namespace: string, labels: Readonly<Record<string, string>> = {}): Party {
  return { address: '10.0.0.2', pod: { uid: `stranger of ${namespace}`, namespace, labels, ports: [] } };
}
