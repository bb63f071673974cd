import { KubeObject } from './objects';

/** What is still waited for, in the provider's sense of done, or undefined. @throws when it never will be */
export function awaited(object: KubeObject): string | undefined {
  return RULES[object.kind]?.(object, object.status ?? {});
}

type Rule = (object: KubeObject, status: any) => string | undefined;

const RULES: Record<string, Rule> = {
  Deployment: (object, status) => {
    if (object.metadata.generation > (status.observedGeneration ?? 0)) return 'the rollout has not begun';
    const progress = condition(status, 'Progressing');
    if (progress?.reason === 'ProgressDeadlineExceeded') throw new Error(`its progress deadline is over`);
    const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status;
    const wanted = object.spec.replicas ?? 1;
    if (updatedReplicas < wanted) return `${updatedReplicas} of ${wanted} new pods are made`;
    if (replicas > updatedReplicas) return `${replicas - updatedReplicas} old pods are still there`;
    if (replicas > readyReplicas) return `${readyReplicas} of ${replicas} pods are Ready`;
    if (availableReplicas < updatedReplicas) return `${availableReplicas} of ${updatedReplicas} pods are available`;
    return undefined;
  },
  StatefulSet: (object, status) => {
    if (object.metadata.generation > (status.observedGeneration ?? 0)) return 'the rollout has not begun';
    const wanted = object.spec.replicas ?? 1;
    const { readyReplicas = 0, updatedReplicas = 0, currentRevision, updateRevision } = status;
    if (readyReplicas !== wanted) return `${readyReplicas} of ${wanted} pods are Ready`;
    if (object.spec.updateStrategy?.type === 'OnDelete') return undefined;
    const partition = object.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    if (partition > 0) {
      return updatedReplicas < wanted - partition
        ? `${updatedReplicas} of ${wanted - partition} pods are new`
        : undefined;
    }
    return updateRevision === currentRevision ? undefined : `${updatedReplicas} of ${wanted} pods are new`;
  },
  DaemonSet: (object, status) => {
    if (object.metadata.generation > (status.observedGeneration ?? 0)) return 'the rollout has not begun';
    const { desiredNumberScheduled: wanted = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status;
    const there = Math.min(updatedNumberScheduled, numberAvailable);
    return there < wanted ? `${there} of ${wanted} pods are available` : undefined;
  },
  Job: (_, status) => {
    const failed = condition(status, 'Failed');
    if (failed?.status === 'True') throw new Error(`it failed: ${failed.reason}: ${failed.message}`);
    return condition(status, 'Complete')?.status === 'True' ? undefined : 'it is not complete';
  },
  PersistentVolumeClaim: (_, status) => (status.phase === 'Bound' ? undefined : `it is ${status.phase}, not Bound`),
  Service: ({ spec }, status) =>
    spec.type === 'LoadBalancer' && !status.loadBalancer?.ingress?.length ? 'it has no load balancer' : undefined,
  CustomResourceDefinition: (_, status) =>
    condition(status, 'Established')?.status === 'True' ? undefined : 'it is not established',
};

function condition(status: any, type: string): any {
  return status.conditions?.find((one: any) => one.type === type);
}
