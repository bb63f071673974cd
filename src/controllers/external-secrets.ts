import { Release } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import { controllerChart } from './controller-chart';
import { ControllerContext } from './controller-context';
import { controllerRole } from './controller-role';
import { ExternalSecretsProps } from './external-secrets-props';
import { readingStatements } from './external-secrets-statements';
import { tagOf } from './image-tag';
import { imageOf } from './mirrored';
import { PINNED } from './pinned';
import { DISRUPTION, PRIORITY, REPLICAS, resources, spread } from './pods';

/**
 * The External Secrets Operator, which keeps Secrets of Kubernetes like those in AWS. No value passes through Terraform.
 *
 * It acts by its own role: a `SecretStore` names service and region alone. Stores and `ExternalSecret`s belong to whoever
 * needs the Secrets; removing the operator removes their kinds, and with these the Secrets that it made.
 */
export class ExternalSecrets {
  /** Installs it. */
  public static install(props: ExternalSecretsProps): ExternalSecrets {
    return new ExternalSecrets(props);
  }

  /** Somebody else installs it, with a role that may read the secrets: nothing is made. */
  public static existing(): ExternalSecrets {
    return new ExternalSecrets();
  }

  private constructor(private readonly props?: ExternalSecretsProps) {}

  /** @internal */
  public _install(scope: Construct, id: string, context: ControllerContext): Release | undefined {
    if (!this.props) return undefined;
    const construct = new Construct(scope, id);
    const { cluster, mirror } = context;
    const pinned = PINNED.externalSecrets;
    const serviceAccount = pinned.chart;
    const statements = readingStatements(construct, cluster.region, this.props);
    const role = controllerRole(construct, context, serviceAccount, statements);
    const image = { repository: imageOf(pinned, mirror), tag: tagOf(construct, pinned, this.props) };
    const pods = (component: string, memory: string) => ({
      image,
      replicaCount: REPLICAS,
      podDisruptionBudget: { enabled: true, minAvailable: REPLICAS - DISRUPTION.maxUnavailable },
      priorityClassName: PRIORITY,
      topologySpreadConstraints: spread({ 'app.kubernetes.io/name': component }),
      resources: resources('50m', memory),
    });
    return controllerChart(construct, 'Release', {
      ...role,
      pinned,
      mirror,
      values: {
        ...WHAT_IT_DOES,
        ...pods(pinned.chart, '256Mi'),
        serviceAccount: { create: true, name: serviceAccount },
        leaderElect: true,
        livenessProbe: { enabled: true },
        readinessProbe: { enabled: true },
        webhook: pods(`${pinned.chart}-webhook`, '128Mi'),
        certController: pods(`${pinned.chart}-cert-controller`, '256Mi'),
      },
    });
  }
}

/** The chart's own words for: read secrets into one's own namespace, and nothing else. */
const WHAT_IT_DOES = {
  processClusterExternalSecret: false,
  processClusterGenerator: false,
  processClusterPushSecret: false,
  processPushSecret: false,
  crds: {
    createClusterExternalSecret: false,
    createClusterGenerator: false,
    createClusterPushSecret: false,
    createPushSecret: false,
  },
  // It takes its own role, never that of another's service account.
  rbac: { serviceAccountTokenCreate: false },
};
