import { Ask } from './connection';
import { KubeObject } from './objects';
import { NamespaceState } from '../kube/stuck';

/** What keeps an object from being ready, as its pods and events tell it. */
export interface Trouble extends NamespaceState {
  /** The same as long as nothing moves. */
  readonly picture: string;
  /** Whether pods are on their way out, for which it is right to wait. */
  readonly leaving: boolean;
  /** For a person, a line each. */
  readonly told: string[];
}

/** How much later than promised a pod may go, in milliseconds. */
const LATE = 10_000;

/** @param since events that were last seen before (milliseconds since the epoch) belong to an earlier attempt */
export async function troubleOf(ask: Ask, object: KubeObject, since: number): Promise<Trouble> {
  const { namespace, name } = object.metadata;
  if (!namespace) return { pods: [], events: [], picture: '', leaving: false, told: [] };
  const selector = object.spec?.selector?.matchLabels;
  const [pods, events] = await Promise.all([
    selector ? podsOf(ask, namespace, selector) : [],
    ask({ path: `/api/v1/namespaces/${namespace}/events` }).then(({ items }) => items),
  ]);
  const names = new Set(pods.map(({ metadata }: any) => metadata.name));
  const concerns = ({ involvedObject: about }: any) =>
    about.name === name || names.has(about.name) || (about.kind === 'ReplicaSet' && about.name.startsWith(`${name}-`));
  // Times of events are whole seconds.
  const recent = (event: any) => Date.parse(event.lastTimestamp ?? event.eventTime) >= since - 1000;
  const mine = events.filter((event: any) => concerns(event) && recent(event));
  return {
    pods,
    events: mine,
    picture: JSON.stringify(pods.map(({ metadata, status }: any) => [metadata.uid, status?.phase, states(status)])),
    // The time stamp is that of the end of the pod's grace.
    leaving: pods.some(({ metadata }: any) => Date.parse(metadata.deletionTimestamp) + LATE > Date.now()),
    told: [...pods.map(tellPod), ...mine.filter(({ type }: any) => type === 'Warning').map(tellEvent)],
  };
}

async function podsOf(ask: Ask, namespace: string, labels: Record<string, string>): Promise<any[]> {
  const selector = Object.entries(labels).map((pair) => pair.join('='));
  const query = `labelSelector=${encodeURIComponent(selector.join(','))}`;
  return (await ask({ path: `/api/v1/namespaces/${namespace}/pods?${query}` })).items;
}

function states(status: any): unknown {
  return (status?.conditions ?? []).map(({ type, status: is, reason }: any) => [type, is, reason]);
}

function tellPod({ metadata, spec, status }: any): string {
  const not = (status?.conditions ?? [])
    .filter((one: any) => one.status !== 'True')
    .map(({ type, reason, message }: any) => [`not ${type}`, reason, message].filter(Boolean).join(': '));
  const gates = (spec.readinessGates ?? [])
    .map(({ conditionType }: any) => conditionType)
    .filter((type: string) => !status?.conditions?.some((one: any) => one.type === type))
    .map((type: string) => `nobody has answered for its readiness gate ${type}`);
  const words = (status?.containerStatuses ?? []).map(({ state }: any) => state?.terminated?.message).filter(Boolean);
  const images = spec.containers.map(({ image }: any) => image).join(', ');
  return [`pod ${metadata.name} (${images}) is ${status?.phase ?? 'new'}`, ...not, ...gates, ...words].join('; ');
}

function tellEvent({ involvedObject: about, reason, message, count }: any): string {
  return `${about.kind} ${about.name}: ${reason}${count > 1 ? ` (${count} times)` : ''}: ${message}`;
}
