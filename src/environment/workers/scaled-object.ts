import { join } from 'path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import { AssetType, Fn, IResolvable, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { WorkerAutoscaling } from './worker-autoscaling';
import { SecretKeyReference } from '../../platform/secret-key-reference';
import { servedKind } from '../../platform/served-kind';
import { ServiceEndpoint } from '../../platform/service-endpoint';

/** The chart is beside `src` and, in the package, beside `lib`: the same way up from both. */
const CHART = join(__dirname, '..', '..', '..', 'charts', 'scaled-object');

/** More entries than a list may have, so that its length wants one pod, and no second (Redis, "Lists"). */
const ANY = 2 ** 32;

/** What scales a worker, and by what. */
export interface ScaledObjectProps {
  readonly namespace: string;
  readonly worker: string;
  /** The name of the Deployment, by reference, and of all that is made. */
  readonly name: string;
  readonly autoscaling: Required<WorkerAutoscaling>;
  readonly redisLists: string[];
  readonly redis: ServiceEndpoint;
  readonly password?: SecretKeyReference;
  /** Whether there are to be no pods at all. */
  readonly paused: IResolvable;
}

/**
 * Has KEDA scale a Deployment. By a chart, since Terraform can plan one before the cluster knows the kinds; whether it does
 * is looked up at the plan.
 *
 * It stays while the worker rests, with the annotation by which KEDA holds it at 0 pods: so it rests even when KEDA is away at
 * that moment, and nobody has to wait for KEDA's finalizer.
 */
export function makeScaledObject(scope: Construct, id: string, props: ScaledObjectProps): Release {
  const construct = new Construct(scope, id);
  const chart = new TerraformAsset(construct, 'Chart', { path: CHART, type: AssetType.DIRECTORY });
  const { name, namespace, autoscaling, redis, password, paused } = props;
  const { min, max, listLength, cooldownSeconds } = autoscaling;
  const lists = props.redisLists.map((list, index) => ({ name: list, length: index === 0 ? listLength : ANY }));
  return new Release(construct, 'Release', {
    name,
    namespace,
    chart: `./${chart.path}`,
    values: [
      Fn.jsonencode({
        paused,
        ...{ min, max, cooldownSeconds, lists },
        redis: { host: redis.host, port: redis.port, tls: redis.tls },
        ...(password && { password: { secretName: password.secretName, key: password.key } }),
      }),
    ],
    // A release that failed is taken back, so that the next apply begins anew.
    atomic: true,
    timeout: 120,
    maxHistory: 3,
    lifecycle: {
      precondition: [
        {
          condition: servedKind(construct, 'Kinds', 'scaledobjects.keda.sh', 'v1alpha1'),
          errorMessage:
            `${props.worker} is to be scaled by KEDA, but the cluster has none (ScaledObject of keda.sh/v1alpha1). Install it ` +
            'first, in a stack that is applied before; or say by replicas how many pods there are.',
        },
      ],
    },
  });
}

/** An expression: how many pods a Deployment wants in the cluster at the plan; 0 when it is not there. */
export function liveReplicas(scope: Construct, id: string, namespace: string, name: string): string {
  const { fqn } = new DataKubernetesResources(scope, id, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace,
    fieldSelector: `metadata.name=${name}`,
  });
  return `sum(concat([0], ${fqn}.objects[*].spec.replicas))`;
}
