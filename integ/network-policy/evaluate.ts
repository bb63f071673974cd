import { BlockList, isIPv6 } from 'node:net';
import { Cluster, NetworkPolicy, Party, Peer, PolicyPort, Port } from './policy';
import { matches } from './selector';

interface Rule {
  readonly peers: readonly Peer[];
  readonly ports: readonly PolicyPort[];
}

/**
 * The ports of another to which one may open a connection ("Network Policies" of Kubernetes' documentation): the policies
 * of the one have to let it out, those of the other have to let it in. A pod always reaches itself. That a node always
 * reaches its pods is not asked here.
 */
export function mayTalk(cluster: Cluster, from: Party, to: Party): (port: Port) => boolean {
  if (from.pod && from.pod.uid === to.pod?.uid) return () => true;
  const ways = [letThrough(cluster, 'Egress', from, to), letThrough(cluster, 'Ingress', to, from)];
  return (port) =>
    ways.every((rules) => rules.some(({ ports }) => ports.length === 0 || ports.some((one) => isPort(one, to, port))));
}

const ALL: Rule = { peers: [], ports: [] };

/** The rules of one side that are about the other: what no policy is about passes. */
function letThrough(cluster: Cluster, type: string, { pod }: Party, other: Party): Rule[] {
  if (!pod) return [ALL];
  const about = cluster.policies.filter(
    (policy) =>
      policy.metadata.namespace === pod.namespace &&
      typesOf(policy).includes(type) &&
      matches(policy.spec.podSelector ?? {}, pod.labels),
  );
  if (about.length === 0) return [ALL];
  return about.flatMap((policy) =>
    rulesOf(policy, type).filter(
      ({ peers }) => peers.length === 0 || peers.some((peer) => isPeer(cluster, policy, peer, other)),
    ),
  );
}

/** Left out, they are Ingress, and Egress where there are rules of it. */
function typesOf({ spec }: NetworkPolicy): readonly string[] {
  return spec.policyTypes?.length ? spec.policyTypes : ['Ingress', ...(spec.egress?.length ? ['Egress'] : [])];
}

function rulesOf({ spec }: NetworkPolicy, type: string): Rule[] {
  return type === 'Ingress'
    ? (spec.ingress ?? []).map(({ from = [], ports = [] }) => ({ peers: from, ports }))
    : (spec.egress ?? []).map(({ to = [], ports = [] }) => ({ peers: to, ports }));
}

function isPeer(cluster: Cluster, policy: NetworkPolicy, peer: Peer, { address, pod }: Party): boolean {
  const { ipBlock, namespaceSelector, podSelector } = peer;
  if (ipBlock) {
    if (pod && !cluster.podsByAddress) return false;
    return isIn(address, ipBlock.cidr) && !ipBlock.except?.some((range) => isIn(address, range));
  }
  if (!pod || (!namespaceSelector && !podSelector)) return false;
  const inNamespace = namespaceSelector
    ? matches(namespaceSelector, cluster.namespaces[pod.namespace])
    : pod.namespace === policy.metadata.namespace;
  return inNamespace && matches(podSelector ?? {}, pod.labels);
}

function isPort({ protocol = 'TCP', port, endPort }: PolicyPort, { pod }: Party, asked: Port): boolean {
  if (protocol !== asked.protocol) return false;
  if (port === undefined) return true;
  if (typeof port === 'number') return asked.number >= port && asked.number <= (endPort ?? port);
  return (pod?.ports ?? []).some(
    (one) => one.name === port && (one.protocol ?? 'TCP') === protocol && one.containerPort === asked.number,
  );
}

function isIn(address: string, cidr: string): boolean {
  const [network, length] = cidr.split('/');
  const family = (ip: string) => (isIPv6(ip) ? 'ipv6' : 'ipv4');
  const range = new BlockList();
  range.addSubnet(network, Number(length), family(network));
  return range.check(address, family(address));
}
