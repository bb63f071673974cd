import { IConstruct } from 'constructs';
import { Release } from './release/release';
import { invalid } from '../platform/invalid';
import { IKubernetesCluster } from '../platform/kubernetes-cluster';

/** Refuses an image that none of the cluster's processors can run; what neither of them says passes. */
export function checkArchitectures(scope: IConstruct, release: Release, cluster: IKubernetesCluster): void {
  const [image, nodes] = [release.architectures, cluster.architectures];
  if (!image || !nodes || image.some((architecture) => nodes.includes(architecture))) return;
  throw invalid(scope, {
    property: 'release.architectures',
    value: image,
    because: `and the cluster's nodes are ${nodes.join(' and ')}, so no pod of it would start`,
    wayOut: 'Build the image for them, too, or give the cluster nodes of its architecture.',
  });
}

/** Keeps pods of an image that is made for one architecture off nodes of another. */
export function nodesFor({ architectures }: Release): { [label: string]: string } | undefined {
  return architectures?.length === 1 ? { 'kubernetes.io/arch': architectures[0] } : undefined;
}
