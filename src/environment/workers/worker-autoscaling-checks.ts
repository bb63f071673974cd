import { IConstruct } from 'constructs';
import { WorkerAutoscaling } from './worker-autoscaling';
import { WorkerProps } from './workers-props';
import { checkAmount } from '../../platform/amount';
import { ClusterCapability } from '../../platform/cluster-capability';
import { invalid } from '../../platform/invalid';
import { IKubernetesCluster } from '../../platform/kubernetes-cluster';
import { requireCapability } from '../../platform/require-capability';
import { ServiceEndpoint } from '../../platform/service-endpoint';
import { WorkerProgram } from '../release/programs';

/** What an autoscaler of workers stands on. */
export interface ScalingGround {
  readonly cluster: IKubernetesCluster;
  readonly redis?: ServiceEndpoint;
}

/** Fills in the defaults. @throws when nothing could scale the worker, or harm would come of it, with the way out */
export function checkedAutoscaling(
  scope: IConstruct,
  { name, exclusive, redisLists }: Required<WorkerProgram>,
  { replicas, autoscaling }: WorkerProps,
  { cluster, redis }: ScalingGround,
): Required<WorkerAutoscaling> {
  const property = `workers.${name}.autoscaling`;
  const { min = 0, max, listLength = 50, cooldownSeconds = 300 } = autoscaling!;
  const refuse = (because: string, wayOut: string) => invalid(scope, { property, value: { max }, because, wayOut });
  if (exclusive) {
    throw refuse(
      'but it is an exclusive worker: two of it would do everything twice',
      'Leave it out; whether it runs is said by the variable workers.',
    );
  }
  if (replicas !== undefined) {
    throw refuse(`beside replicas, which are ${replicas}`, 'Leave one of them out; autoscaling has min and max.');
  }
  if (redisLists.length === 0) {
    throw refuse(
      'but the release names no list in Redis that it takes its work from',
      'Name it by redisLists of the worker, or say by replicas how many pods there are.',
    );
  }
  checkAmount(scope, `${property}.min`, min, { least: 0, most: 1000, unit: 'pods' });
  checkAmount(scope, `${property}.max`, max, { least: Math.max(1, min), most: 1000, unit: 'pods' });
  checkAmount(scope, `${property}.listLength`, listLength, { least: 1, most: 1_000_000, unit: 'entries' });
  checkAmount(scope, `${property}.cooldownSeconds`, cooldownSeconds, { least: 0, most: 3600, unit: 'seconds' });
  requireCapability(scope, cluster, {
    capability: ClusterCapability.KEDA,
    why: `nothing scales ${name}`,
    wayOut:
      "Install KEDA and say so in the cluster's capabilities (additionalCapabilities of DocNowCluster), or say by replicas " +
      'how many pods there are',
  });
  if (redis?.namespace !== undefined && redis.kedaNamespace === undefined) {
    throw refuse(
      `but the network policy of ${redis.host} keeps KEDA out`,
      "Name KEDA's namespace where Redis is made: kedaNamespace: 'keda'.",
    );
  }
  return { min, max, listLength, cooldownSeconds };
}
