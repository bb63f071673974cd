import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import {
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { AppsV1Api, CoreV1Api, RbacAuthorizationV1Api } from '@kubernetes/client-node';
import { makeProject, NPM } from './install';
import { BUCKET, CLUSTER, HOST, site } from './stacks';
import { keepFacts } from './synth';
import { Entry, makeEntry } from '../../bench/switch/entry';
import { IGuard } from '../../src';
import { clientOptions } from '../rig/aws/client-options';
import { StartedAws, startAws } from '../rig/aws/start';
import { RunningKube, startKube } from '../rig/kube/control-plane';
import { Load } from '../rig/load/load';
import { PodManager } from '../rig/pods/pod-manager';
import { finish } from '../rig/processes/finish';
import { TemporaryFolder, temporaryFolder } from '../rig/processes/temporary-folder';
import { until } from '../rig/processes/until';
import { findProviders, Providers } from '../rig/terraform/providers';
import { ensureTools } from '../rig/tools/ensure-tools';
import { Tools } from '../rig/tools/tools';
import { Operator, OperatorOptions } from '../state/operator';

/** Programs of this machine's that an operator has. */
export interface Programs {
  readonly aws: string;
  readonly kubectl: string;
}

/** Under which a role is let into the cluster. */
const GROUP = 'docnow-release';

/** A site on the rig, and an operator before it. */
export class World {
  static async start(programs: Programs): Promise<World> {
    const folder = await temporaryFolder('docnow-release-');
    const tools = await ensureTools();
    const [aws, kube, providers] = await Promise.all([
      startAws(tools, folder.path, '--iam', 'strict'),
      startKube(tools, join(folder.path, 'kube')),
      findProviders(tools, folder.path),
    ]);
    const healthCheck = { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 2, HealthyThresholdCount: 2 };
    const entry = await makeEntry(aws, { ...healthCheck, HealthCheckPath: '/' });
    const world = new World({ folder, tools, aws, kube, providers, entry });
    try {
      await world.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
      await Promise.all([world.makeProject(programs), world.makeCluster()]);
      return world;
    } catch (error) {
      await world.stop();
      throw error;
    }
  }

  /** Why Terraform cannot apply the colours here, if it cannot. */
  get lacks(): string | undefined {
    const { missing, why } = this.parts.providers;
    return missing.length ? why : undefined;
  }

  readonly aws: StartedAws;
  readonly operator: Operator;
  private readonly operatorOptions: OperatorOptions;
  /** The operator's project. */
  readonly dir: string;
  readonly entry: Entry;
  readonly s3: S3Client;
  private readonly elbv2: ElasticLoadBalancingV2Client;
  private readonly core: CoreV1Api;
  private readonly apps: AppsV1Api;
  private readonly pods: PodManager;

  private constructor(
    private readonly parts: {
      readonly folder: TemporaryFolder;
      readonly tools: Tools;
      readonly aws: StartedAws;
      readonly kube: RunningKube;
      readonly providers: Providers;
      readonly entry: Entry;
    },
  ) {
    const { folder, aws, kube } = parts;
    this.aws = aws;
    this.entry = parts.entry;
    this.dir = join(folder.path, 'project');
    const { endpoint, region, env } = aws;
    const [tools, { providers }] = [{ terraform: parts.tools.terraform }, parts];
    this.operatorOptions = { tools, aws: { endpoint, region, env }, providers, dir: this.dir };
    this.operator = new Operator(this.operatorOptions);
    this.s3 = new S3Client({ ...clientOptions(aws), forcePathStyle: true });
    this.elbv2 = new ElasticLoadBalancingV2Client(clientOptions(aws));
    this.core = kube.config.makeApiClient(CoreV1Api);
    this.apps = kube.config.makeApiClient(AppsV1Api);
    this.pods = new PodManager(kube.config);
  }

  /** What the operator's shell knows. */
  get shell(): Record<string, string> {
    return { ...NPM, KUBECONFIG: this.kubeconfig };
  }

  /**
   * Says who speaks to Kubernetes from now on: by kubectl, and by Terraform. A job is what EKS makes of one that has a
   * role: one of the group, who may `edit` in namespaces. In which ones, EKS would see to; here it is all.
   */
  async actAs(who: 'administrator' | 'job'): Promise<void> {
    const config = JSON.parse(this.parts.kube.config.exportConfig());
    if (who === 'job') {
      Object.assign(config.users[0].user, { as: 'job', 'as-groups': [GROUP] });
      const rbac = this.parts.kube.config.makeApiClient(RbacAuthorizationV1Api);
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' };
      const subjects = [{ apiGroup: roleRef.apiGroup, kind: 'Group', name: GROUP }];
      const body = { metadata: { generateName: 'eks-edit-' }, roleRef, subjects };
      await rbac.createClusterRoleBinding({ body });
    }
    await writeFile(this.kubeconfig, JSON.stringify(config));
  }

  /** Lets roles ask who they are: AWS grants that to everybody, whatever IAM says, and fakecloud does not. */
  async letAskWhoTheyAre(roles: readonly string[]): Promise<void> {
    const iam = new IAMClient(clientOptions(this.aws));
    const Statement = [{ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    for (const RoleName of roles) {
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'who-am-i', PolicyDocument }));
    }
  }

  /** Puts versions into the project, as a commit does. */
  async commit(versions: Readonly<Record<string, string>>): Promise<void> {
    await writeFile(join(this.dir, 'versions.json'), JSON.stringify(versions));
  }

  /** Each colour's weight, as the load balancer has it. */
  async weights(): Promise<Record<string, number>> {
    const groups = (await this.rule()).Actions![0].ForwardConfig!.TargetGroups!;
    const colors = Object.entries(this.entry.targetGroups);
    return Object.fromEntries(
      colors.map(([color, arn]) => [color, groups.find(({ TargetGroupArn }) => TargetGroupArn === arn)!.Weight!]),
    );
  }

  /** Waits until it is so. */
  weightsBecome(wanted: Readonly<Record<string, number>>): Promise<void> {
    const text = JSON.stringify(wanted);
    return until(`weights are ${text}`, 600, async () => JSON.stringify(await this.weights()) === text);
  }

  /** Makes an alarm of CloudWatch, and says how it is. */
  async alarm(AlarmName: string, StateValue: 'OK' | 'ALARM'): Promise<void> {
    const cloudWatch = new CloudWatchClient(clientOptions(this.aws));
    const metric = { Namespace: 'DocNow', MetricName: 'Errors', Statistic: 'Sum' as const, Period: 60 };
    const rings = { Threshold: 1, EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold' as const };
    await cloudWatch.send(new PutMetricAlarmCommand({ AlarmName, ...metric, ...rings }));
    const StateReason = `set to ${StateValue}`;
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
  }

  /** Synthesizes the site anew, with more guards. */
  async guardBy(...guards: IGuard[]): Promise<void> {
    const kube = { kubeconfigPath: this.kubeconfig };
    await this.operator.synth(site(this.entry, kube, { blue: '1', green: '2' }, guards));
  }

  /** Divides traffic past everybody. */
  async byHand(weights: Readonly<Record<string, number>>): Promise<void> {
    const TargetGroups = Object.entries(this.entry.targetGroups).map(([name, TargetGroupArn]) => ({
      TargetGroupArn,
      Weight: weights[name],
    }));
    const { RuleArn } = await this.rule();
    const Actions = [{ Type: 'forward' as const, ForwardConfig: { TargetGroups } }];
    await this.elbv2.send(new ModifyRuleCommand({ RuleArn, Actions }));
  }

  /** The colours that pods of stream loaders run in, those on their way out included. */
  async loaders(): Promise<string[]> {
    const labelSelector = 'app.kubernetes.io/component=stream-loader';
    const { items } = await this.core.listPodForAllNamespaces({ labelSelector });
    return items.map(({ metadata }) => metadata!.namespace!.replace('docnow-', '')).sort();
  }

  /** How many loaders a colour is told to run. */
  async wanted(color: string): Promise<number> {
    const loader = { namespace: `docnow-${color}`, name: 'stream-loader' };
    return (await this.apps.readNamespacedDeployment(loader)).spec!.replicas!;
  }

  /** What the log has, the oldest first. */
  async log(): Promise<any[]> {
    const { Contents = [] } = await this.s3.send(
      new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'docnow-release/' }),
    );
    return Promise.all(
      Contents.map(async ({ Key }) => {
        const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
        return { Key, ...JSON.parse(await Body!.transformToString()) };
      }),
    );
  }

  readonly startLoad = (): Load => Load.start({ origin: this.entry.origin, host: HOST });

  async stop(): Promise<void> {
    const { kube, aws, folder, entry } = this.parts;
    await this.pods.stop();
    entry.stop();
    await Promise.all([kube.stop(), aws.stop()]);
    await folder.delete();
  }

  /** A cluster is there that the roles can enter by their name; nothing runs in it. */
  private async makeCluster(): Promise<void> {
    const roleArn = 'arn:aws:iam::123456789012:role/cluster';
    const cluster = { name: CLUSTER, roleArn, resourcesVpcConfig: { subnetIds: [] } };
    await new EKSClient(clientOptions(this.aws)).send(new CreateClusterCommand(cluster));
  }

  private async makeProject({ aws, kubectl }: Programs): Promise<void> {
    const { operator, operatorOptions, dir, entry } = this;
    await Promise.all([makeProject(dir), mkdir(join(dir, 'bin'), { recursive: true })]);
    const { listenerArn, targetGroups } = entry;
    await keepFacts(dir, {
      operator: operatorOptions,
      entry: { listenerArn, targetGroups },
      kube: { kubeconfigPath: this.kubeconfig },
    });
    await this.actAs('administrator');
    await this.commit({ blue: '1', green: '1' });
    await Promise.all([operator.has('aws', aws), operator.has('kubectl', kubectl)]);
    const env = { ...process.env, ...this.shell };
    const log = join(dir, 'made.log');
    await finish('bash', ['-c', 'npm ci && npm run synth'], { name: 'npm ci and synth', log, cwd: dir, env });
  }

  private get kubeconfig(): string {
    return join(this.dir, 'kubeconfig');
  }

  private async rule(): Promise<Rule> {
    const { listenerArn: ListenerArn } = this.entry;
    const { Rules } = await this.elbv2.send(new DescribeRulesCommand({ ListenerArn }));
    return Rules!.find(({ IsDefault }) => !IsDefault)!;
  }
}
