import type { Release as HelmRelease } from '@cdktf/provider-helm/lib/release';
import type { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import type { CronJobV1 } from '@cdktf/provider-kubernetes/lib/cron-job-v1';
import type { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import type { HorizontalPodAutoscalerV2 } from '@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2';
import type { JobV1 } from '@cdktf/provider-kubernetes/lib/job-v1';
import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import type { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import type { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import type { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { checkArchitectures } from './architectures';
import { makeCommands } from './commands';
import { makeConfiguration } from './configuration';
import { DocNowEnvironmentProps } from './docnow-environment-props';
import { colorLabels, selectorLabels } from './labels';
import { makeMigration, tellFailedMigration } from './migration';
import { makeNamespace } from './namespace';
import { makeNetworkPolicies } from './network-policies';
import { resourcesOf } from '../platform/dependencies';
import { pullSecrets } from './pods/pod';
import { checkPodPolicies } from './pods/pod-policies';
import { tellRelease } from './release-output';
import { bindSecrets } from './secrets/bound-secrets';
import { checkStores, dataName, endpointsOf } from './stores';
import { checkUserData } from './user-data';
import { makeWeb } from './web/web';
import { makeWebService } from './web/web-service';
import { makeWorkers } from './workers/workers';
import { workersVariable } from './workers/workers-variable';
import { Color } from '../platform/color';
import { checkImage } from '../platform/image-reference';
import { invalid } from '../platform/invalid';
import { ISwitchTarget } from '../platform/switch-target';

/**
 * One copy of DocNow, a colour: web behind its way in, and the workers, in a namespace of their own, on any
 * Kubernetes. Data belongs to no colour and is handed in.
 *
 * Make one a stack, so that a command touches one colour alone. The stack asks for the Terraform variable `workers`
 * (`active`, `draining` or `standby`) at each apply: only one colour's workers may run.
 */
export class DocNowEnvironment extends Construct implements ISwitchTarget {
  /** The name by which an operator switches to this environment. */
  public readonly color: Color;
  /** How the traffic strategy knows this environment. */
  public readonly targetId: string;
  /** The namespace. */
  public readonly namespace: string;
  /** The name of the Service in front of web. */
  public readonly serviceName: string;

  // What it makes, to change by `addOverride` what no property of this construct does.

  /** The namespace itself. */
  public readonly namespaceObject: NamespaceV1;
  /** Who pods are for the API server. */
  public readonly serviceAccount: ServiceAccountV1;
  /** The environment variables of all programs, apart from secrets. */
  public readonly configuration: ConfigMapV1;
  /** The script that Node.js loads first, where the release runs on it. */
  public readonly preload?: ConfigMapV1;
  /** The Service in front of web. */
  public readonly service: ServiceV1;
  /** Who may talk to whom. */
  public readonly networkPolicies: NetworkPolicyV1[];
  /** How many of web's pods a drain may take at once. */
  public readonly budget: PodDisruptionBudgetV1;
  /** The Deployment of web. */
  public readonly web: DeploymentV1;
  /** What scales web, where it is scaled. */
  public readonly autoscaler?: HorizontalPodAutoscalerV2;
  /** The Deployments of the workers. */
  public readonly workers: DeploymentV1[];
  /** The Helm releases of what scales workers (KEDA's ScaledObjects), where they are scaled. */
  public readonly workerAutoscalers: HelmRelease[];
  /** The Job that brings the database to the form of the release, where there is something to do. */
  public readonly migration?: JobV1;
  /** The CronJobs from which operators start commands, suspended for ever. */
  public readonly commands: CronJobV1[];

  /**
   * Makes the namespace and all that runs in it.
   *
   * @throws when a property cannot be, or the stack has an environment already, with the way out
   */
  constructor(scope: Construct, id: string, props: DocNowEnvironmentProps) {
    super(scope, id);
    const { color, entry, release } = props;
    const application = release._application;
    this.checkColor(props);
    checkImage(this, 'release.image', release.image);
    checkArchitectures(this, release, props.cluster);
    checkStores(this, application, props);
    checkUserData(this, application, props.userData);
    this.color = color;
    this.targetId = entry.targetId;
    props.cluster.connect(this);

    const namespaceName = props.namespace ?? `${application.name}-${color.name}`;
    const data = dataName(props);
    const namespace = makeNamespace(
      this,
      namespaceName,
      application,
      color,
      props.podSecurityVersion ?? 'latest',
      data,
    );
    // By reference, so that Terraform makes the namespace first and removes it last.
    this.namespaceObject = namespace;
    this.namespace = namespace.metadata.name;
    const metadata = { namespace: this.namespace, labels: colorLabels(application, color) };
    this.serviceAccount = new ServiceAccountV1(this, 'ServiceAccount', {
      metadata: { ...metadata, name: application.name },
      automountServiceAccountToken: false,
      imagePullSecret: pullSecrets(release),
    });
    const configuration = makeConfiguration(this, metadata, application, props, props.environment ?? {});
    this.configuration = configuration.variables;
    this.preload = configuration.preload;
    const userData = new Construct(this, 'UserData');
    const userDataClaim = props.userData?.mount(userData, 'Volume', {
      cluster: props.cluster,
      namespace: this.namespace,
    });

    this.service = makeWebService(this, this.namespace, application, color);
    this.serviceName = this.service.metadata.name;
    const way = entry.bind(this, 'Entry', {
      cluster: props.cluster,
      namespace: this.namespace,
      serviceName: this.serviceName,
      servicePort: application.web.port,
      podLabels: selectorLabels(application, color, 'web'),
      podPort: application.web.port,
    });
    this.networkPolicies = makeNetworkPolicies(this, this.namespace, application, color, {
      stores: Object.values(endpointsOf(props)).filter((endpoint) => endpoint !== undefined),
      sourceCidrs: way.sourceCidrs,
    });

    const secrets = new Construct(this, 'Secrets');
    const references = bindSecrets(secrets, {
      cluster: props.cluster,
      namespace: this.namespace,
      namespaceName,
      release,
      copyImage: props.copyImage,
      source: props.secrets,
      dependsOn: this.networkPolicies,
    });

    const context = {
      color,
      namespace: this.namespace,
      release,
      secrets: references,
      configuration,
      serviceAccountName: this.serviceAccount.metadata.name,
      userDataClaim,
      policy: props.pods ?? {},
      data,
    };
    checkPodPolicies(this, props);
    const around = [...this.networkPolicies, ...resourcesOf(userData, secrets)];
    this.migration = makeMigration(this, context, around);
    tellFailedMigration(this, context, namespaceName);
    const needed = this.migration ? [...around, this.migration] : around;
    this.commands = makeCommands(this, context, props.destructiveCommands ?? []);
    const web = makeWeb(this, context, props.web ?? {}, way, [...needed, this.service, ...resourcesOf(way.dependable)]);
    this.budget = web.budget;
    this.web = web.deployment;
    this.autoscaler = web.autoscaler;
    const state = workersVariable(this);
    const workers = makeWorkers(this, context, props.workers ?? {}, props, state, needed);
    this.workers = workers.deployments;
    this.workerAutoscalers = workers.autoscalers;
    const told = {
      ...{ color: color.name, targetId: this.targetId, namespace: this.namespace },
      workers: application.workers.map(({ name }) => name),
    };
    tellRelease(this, told, props.workers ?? {}, state, workers.autoscalers);
  }

  private checkColor({ color, entry }: DocNowEnvironmentProps): void {
    if (color.name === Color.LEGACY.name) {
      throw invalid(this, {
        property: 'color',
        value: color.name,
        because: 'the name of what runs outside Kubernetes',
        wayOut: 'Use Color.BLUE, Color.GREEN or a colour of your own.',
      });
    }
    if (entry.color.name !== color.name) {
      throw invalid(this, {
        property: 'color',
        value: color.name,
        because: `but entry is the way in to '${entry.color.name}'`,
        wayOut: `Give the entry of the same colour: frontDoor.entry(Color.of('${color.name}')).`,
      });
    }
    const others = TerraformStack.of(this).node.findAll();
    const other = others.find((construct) => construct !== this && construct instanceof DocNowEnvironment);
    if (other) {
      throw invalid(this, {
        property: 'scope',
        value: TerraformStack.of(this).node.id,
        because: `a stack that has the environment ${other.node.path} already`,
        wayOut: 'Give each environment a stack of its own, so that a command touches one colour alone.',
      });
    }
  }
}
