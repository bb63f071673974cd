import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Release } from '@cdktf/provider-helm/lib/release';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { controllerChart } from './controller-chart';
import { ControllerContext } from './controller-context';
import { ControllerProps } from './controller-props';
import { controllerRole } from './controller-role';
import { tagOf } from './image-tag';
import { imageOf } from './mirrored';
import { PINNED } from './pinned';
import { DISRUPTION, PRIORITY, REPLICAS, resources, spread } from './pods';
import { Statement } from '../platform/aws/iam/policy-document';
import { invalid } from '../platform/invalid';

/** What the External Secrets Operator may read. */
export interface ExternalSecretsProps extends ControllerProps {
  /**
   * How the names of the secrets in AWS Secrets Manager begin that it may read, such as `['docnow/']`.
   *
   * @default - it may read none
   */
  readonly secretPrefixes?: string[];

  /**
   * How the names of the parameters in AWS Systems Manager begin that it may read, such as `['/docnow/']`.
   *
   * @default - it may read none
   */
  readonly parameterPrefixes?: string[];

  /**
   * ARNs of the keys of yours in KMS that these are encrypted with.
   *
   * @default - the keys that AWS keeps for both services, which need no grant
   */
  readonly kmsKeyArns?: string[];
}

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
    const role = controllerRole(construct, context, serviceAccount, statements(construct, cluster.region, this.props));
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

/** What reading takes (External Secrets' documentation, "AWS Secrets Manager" and "AWS Parameter Store"), of these alone. */
function statements(scope: Construct, region: string, props: ExternalSecretsProps): Statement[] {
  const { secretPrefixes = [], parameterPrefixes = [], kmsKeyArns = [] } = props;
  checkPrefixes(scope, 'secretPrefixes', secretPrefixes, /^[\w/+=.@-]+$/);
  checkPrefixes(scope, 'parameterPrefixes', parameterPrefixes, /^[\w/.-]+$/);
  if (secretPrefixes.length + parameterPrefixes.length === 0) {
    throw invalid(scope, {
      property: 'secretPrefixes',
      value: secretPrefixes,
      because: 'as is parameterPrefixes, so that it could read nothing',
      wayOut: "Say how the names begin of what it may read, such as ['docnow/'].",
    });
  }
  const { accountId } = new DataAwsCallerIdentity(scope, 'Account');
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const allow = (Sid: string, Action: string[], Resource: string[], Condition?: Statement['Condition']) =>
    Resource.length ? [{ Sid, Effect: 'Allow' as const, Action, Resource, ...(Condition && { Condition }) }] : [];
  const services = ['secretsmanager', 'ssm'].map((service) => `${service}.${region}.amazonaws.com`);
  return [
    ...allow(
      'Secrets',
      ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      secretPrefixes.map((prefix) => arn('secretsmanager', `secret:${prefix}*`)),
    ),
    ...allow(
      'Parameters',
      ['ssm:GetParameter', 'ssm:GetParametersByPath', 'ssm:ListTagsForResource'],
      // The slash that a name begins with stands in its ARN once.
      parameterPrefixes.map((prefix) => arn('ssm', `parameter/${prefix.replace(/^\//, '')}*`)),
    ),
    ...allow('Keys', ['kms:Decrypt'], kmsKeyArns, { StringEquals: { 'kms:ViaService': services } }),
  ];
}

/** A prefix of nothing, or a wildcard, would be every secret of the account. */
function checkPrefixes(scope: Construct, property: string, prefixes: string[], form: RegExp): void {
  const wrong = prefixes.find((prefix) => !Token.isUnresolved(prefix) && !(form.test(prefix) && /\w/.test(prefix)));
  if (wrong === undefined) return;
  throw invalid(scope, {
    property,
    value: wrong,
    because: 'which is not the beginning of a name',
    wayOut: 'Say how the names begin, without a wildcard, such as docnow/.',
  });
}
