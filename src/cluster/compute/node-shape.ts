import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { architectureOf } from './instance-types';
import { AmiFamily, ManagedNodesProps, NodeTaint, TaintEffect } from './managed-nodes-props';
import { Architecture } from '../../platform/architecture';
import { CapacityType } from '../../platform/aws/capacity-type';
import { invalid } from '../../platform/invalid';

/** Internal: nodes with every default filled in. */
export interface NodeShape extends ManagedNodesProps {
  readonly instanceTypes: string[];
  readonly architecture: Architecture;
  readonly capacityType: CapacityType;
  readonly amiFamily: AmiFamily;
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  readonly diskGib: number;
  readonly taints: NodeTaint[];
}

/** Internal: what nodes are for. */
export interface NodeUse {
  /** The property that they come from, such as `compute`. */
  readonly property: string;
  readonly elasticsearch: boolean;
  /** Whether pods without a placement of their own come here. */
  readonly anyPod: boolean;
}

type Refuse = (name: string, value: unknown, because: string, wayOut: string) => Error;

/** The releases of AWS's images: Kubernetes' version and a date, or Bottlerocket's version and a commit. */
const RELEASES = {
  [AmiFamily.AL2023]: { form: /^1\.\d+\.\d+-\d{8}$/, example: '1.34.2-20251120' },
  [AmiFamily.BOTTLEROCKET]: { form: /^\d+\.\d+\.\d+-[0-9a-f]{8}$/, example: '1.50.0-1a2b3c4d' },
};

/** Internal: the nodes that are wanted, checked. */
export function nodeShape(scope: Construct, props: ManagedNodesProps, use: NodeUse): NodeShape {
  const refuse: Refuse = (name, value, because, wayOut) =>
    invalid(scope, { property: `${use.property}.${name}`, value, because, wayOut });
  const { instanceTypes = ['m6i.large'], min = 2, max = Math.max(6, min), initial = min, diskGib = 50 } = props;
  const { capacityType = CapacityType.ON_DEMAND, amiFamily = AmiFamily.AL2023, taints = [] } = props;
  const architecture = architectureOf(scope, use.property, { instanceTypes, architecture: props.architecture });
  const filled = { ...props, min, max, initial, diskGib, taints };
  const shape = { ...filled, instanceTypes, architecture, capacityType, amiFamily };
  checkNumbers(shape, refuse);
  checkMarks(shape, use, refuse);
  if (use.elasticsearch) checkForElasticsearch(shape, refuse);
  const { releaseVersion: release } = props;
  const { form, example } = RELEASES[amiFamily];
  if (release !== undefined && !Token.isUnresolved(release) && !form.test(release)) {
    throw refuse('releaseVersion', release, `which is not a release of ${amiFamily}`, `Write it as ${example}`);
  }
  return shape;
}

function checkNumbers(shape: NodeShape, refuse: Refuse): void {
  const { min, max, initial, diskGib, maxUnavailable, maxUnavailablePercentage: percentage } = shape;
  if (!(min >= 1 && min <= initial && initial <= max)) {
    const because = 'which is not 1 <= min <= initial <= max';
    throw refuse('min, initial, max', [min, initial, max], because, 'Give numbers in this order');
  }
  if (diskGib < 20) {
    throw refuse('diskGib', diskGib, 'less than the 20 GiB that the image of a node fills', 'Give 20 or more');
  }
  // What gp3 takes (Amazon EBS User Guide, "General Purpose SSD volumes").
  within('diskIops', shape.diskIops, 3000, 80_000, refuse);
  within('diskThroughputMib', shape.diskThroughputMib, 125, 2000, refuse);
  within('maxUnavailablePercentage', percentage, 1, 100, refuse);
  if (maxUnavailable !== undefined && percentage !== undefined) {
    throw refuse('maxUnavailable', maxUnavailable, 'beside maxUnavailablePercentage', 'Leave one of the two out');
  }
  if (maxUnavailable !== undefined && !(maxUnavailable >= 1 && maxUnavailable <= min)) {
    const because = `which is not from 1 to min, ${min}: an update would take every node at once`;
    throw refuse('maxUnavailable', maxUnavailable, because, 'Give a smaller number, or a larger min');
  }
}

function within(name: string, value: number | undefined, least: number, most: number, refuse: Refuse): void {
  if (value === undefined || Token.isUnresolved(value) || (value >= least && value <= most)) return;
  throw refuse(name, value, `which is not from ${least} to ${most}`, 'Give a number in between');
}

/** Elasticsearch's pods are spread over nodes, and their disruption budget lets one go at a time. */
function checkForElasticsearch(shape: NodeShape, refuse: Refuse): void {
  const { capacityType, min, max, maxUnavailable = 1, maxUnavailablePercentage = 0 } = shape;
  if (capacityType === CapacityType.SPOT) {
    const because = 'and Elasticsearch runs there, which must not lose two nodes at once';
    throw refuse('capacityType', capacityType, because, 'Take CapacityType.ON_DEMAND');
  }
  if (min < 2) {
    const because =
      'which leaves its pods nowhere to go: their disruption budget lets one go at a time, and a lone node cannot drain';
    throw refuse('min', min, `and Elasticsearch runs there, ${because}`, 'Give 2 or more, 3 for a quorum');
  }
  if (maxUnavailable > 1 || Math.ceil((max * maxUnavailablePercentage) / 100) > 1) {
    const [name, value] =
      maxUnavailable > 1 ? ['maxUnavailable', maxUnavailable] : ['maxUnavailablePercentage', maxUnavailablePercentage];
    const because = 'more than one node, and the disruption budget of Elasticsearch lets one pod go at a time';
    throw refuse(name as string, value, because, 'Leave it out: 1 is the default');
  }
}

function checkMarks({ labels = {}, taints }: NodeShape, { anyPod }: NodeUse, refuse: Refuse): void {
  // Kubernetes and EKS keep these for themselves (Kubernetes, "Well-Known Labels, Annotations and Taints").
  const reserved = (key: string) =>
    key === 'docnow.io/nodes' || /(^|[./])(kubernetes\.io|k8s\.io|eks\.amazonaws\.com)\//.test(key);
  for (const [name, keys] of [
    ['labels', Object.keys(labels)],
    ['taints', taints.map((taint) => taint.key)],
  ] as const) {
    const taken = keys.find(reserved);
    if (taken === undefined) continue;
    throw refuse(name, taken, 'a name that is not yours to give', 'Take a name under a domain of your own');
  }
  const away = taints.find(({ effect }) => effect !== TaintEffect.PREFER_NO_SCHEDULE);
  if (!away || !anyPod) return;
  const because = "which keeps DocNow's own pods away, as they tolerate no taint";
  throw refuse('taints', away.key, because, 'Take TaintEffect.PREFER_NO_SCHEDULE, or taint the nodes of Elasticsearch');
}
