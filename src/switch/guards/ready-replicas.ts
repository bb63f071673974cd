import { Precondition, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterGuardProps } from './cluster-guard-props';
import { colorsInCluster, webOf } from './colors-in-cluster';
import { GuardContext, IGuard } from '../../platform/guard';
import { named } from '../../platform/named';
import { checkWhole } from '../../platform/whole-number';

/** How many pods have to be ready. */
export interface ReadyReplicasProps extends ClusterGuardProps {
  /**
   * How many pods of web have to be ready, of the version that was applied last.
   *
   * @default - as many as its Deployment is to have
   */
  readonly min?: number;
}

/**
 * Asks whether web's pods are ready, of the API server: the rollout of the newest version is complete. Behind a load balancer
 * with readiness gates it also says that they are healthy there.
 */
export class ReadyReplicas implements IGuard {
  public readonly alsoOnWayBack?: boolean = true;

  /** Says how many, and where. */
  constructor(private readonly props: ReadyReplicasProps) {}

  public guard(scope: Construct, _id: string, { targets }: GuardContext): Precondition[] {
    const { min } = this.props;
    const property = 'guards.ReadyReplicas.min';
    if (min !== undefined) {
      checkWhole(scope, property, min, [1, Infinity], 'with which traffic could be sent where nobody answers');
    }
    return colorsInCluster(scope, 'ReadyReplicas', this.props, targets).map((color) => {
      const { guarded, name, namespace } = color;
      const web = named(scope, `web_${name}`, `\${try(${webOf(scope, color)}[0], null)}`);
      const wanted = `try(${web}.spec.replicas, 0)`;
      const ready = `try(${web}.status.readyReplicas, 0)`;
      const needed = min === undefined ? `max(${wanted}, 1)` : Token.asString(min);
      const newest = `try(${web}.status.observedGeneration >= ${web}.metadata.generation, false)`;
      const rolledOut = `${newest} && try(${web}.status.updatedReplicas, 0) >= ${wanted}`;
      const state = `${web} == null ? "is not there" : ${rolledOut} ? "is rolled out" : "is still being rolled out"`;
      return guarded.require(
        `\${${rolledOut} && ${ready} >= ${needed}}`,
        `The Deployment ${namespace}/web \${${state}} and has \${${ready}} pods ready; \${${needed}} must be before ${name} gets ` +
          `${guarded.weight} of 100 requests. Wait for it: kubectl -n ${namespace} rollout status deployment/web.`,
      );
    });
  }
}
