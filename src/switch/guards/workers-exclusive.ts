import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import { Precondition, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterGuardProps } from './cluster-guard-props';
import { colorsInCluster } from './colors-in-cluster';
import { GuardContext, IGuard } from '../../platform/guard';
import { invalid } from '../../platform/invalid';
import { named } from '../../platform/named';

/** Which workers may run in one colour alone. */
export interface WorkersExclusiveProps extends ClusterGuardProps {
  /**
   * Their names, which are the labels `app.kubernetes.io/component` of their pods.
   *
   * @default - DocNow's loaders, of both generations: `stream-loader` and `tweet-loader`
   */
  readonly workers?: string[];
}

/**
 * Asks whether workers of which only one may run are there in one colour at most, of the API server: else a hand-over is half
 * done, or went wrong, and is to be looked at before traffic moves on top of it. The colour that has the traffic may have them:
 * they move after it. One that is on its way out counts. Workers outside the cluster nobody sees.
 */
export class WorkersExclusive implements IGuard {
  /** Says which, and where. */
  constructor(private readonly props: WorkersExclusiveProps) {}

  public guard(scope: Construct, id: string, { targets }: GuardContext): Precondition[] {
    const { workers = ['stream-loader', 'tweet-loader'] } = this.props;
    if (workers.length === 0) {
      const because = 'so that nothing is asked';
      const wayOut = 'Name one, or leave the guard out.';
      throw invalid(scope, { property: 'guards.WorkersExclusive.workers', value: workers, because, wayOut });
    }
    const colors = colorsInCluster(scope, 'WorkersExclusive', this.props, targets);
    const pods = new DataKubernetesResources(scope, id, {
      apiVersion: 'v1',
      kind: 'Pod',
      labelSelector: `app.kubernetes.io/component in (${workers.join(',')})`,
    });
    // Overrides, since cdktf has no iterator over what is known at the plan alone.
    const asked = targets.map(({ gains }) => Token.asString(gains)).join(' || ');
    const namespaces = named(
      scope,
      'exclusive_worker_namespaces',
      colors.map(({ namespace }) => namespace),
    );
    pods.addOverride('for_each', `\${toset(${asked} ? ${namespaces} : [])}`);
    pods.addOverride('namespace', '${each.value}');
    const running = named(
      scope,
      'exclusive_workers',
      `\${sort(flatten([for found in ${pods.fqn} : [for pod in found.objects : ` +
        '"${pod.metadata.namespace}/${pod.metadata.name}" if !contains(["Succeeded", "Failed"], pod.status.phase)]]))}',
    );
    return targets.map((one) =>
      one.require(
        `\${length(distinct([for pod in ${running} : split("/", pod)[0]])) <= 1}`,
        `Workers of which only one may run are there in more than one colour: \${join(", ", ${running})}. Stop those of the ` +
          'colour without traffic, by -var workers=standby, and wait until its pods are gone.',
      ),
    );
  }
}
