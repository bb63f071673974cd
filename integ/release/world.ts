import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { AppsV1Api, CoreV1Api } from '@kubernetes/client-node';
import { install } from './install';
import { BUCKET, HOST, site } from './stacks';
import { Entry, makeEntry } from '../../bench/switch/entry';
import { IGuard } from '../../src';
import { clientOptions } from '../rig/aws/client-options';
import { StartedAws, startAws } from '../rig/aws/start';
import { RunningKube, startKube } from '../rig/kube/control-plane';
import { Load } from '../rig/load/load';
import { PodManager } from '../rig/pods/pod-manager';
import { TemporaryFolder, temporaryFolder } from '../rig/processes/temporary-folder';
import { findProviders, Providers } from '../rig/terraform/providers';
import { ensureTools } from '../rig/tools/ensure-tools';
import { Tools } from '../rig/tools/tools';
import { Operator } from '../state/operator';

/** Programs of this machine's that an operator has. */
export interface Programs {
  readonly aws: string;
  readonly kubectl: string;
}

/** A site on the rig, and an operator before it. */
export class World {
  static async start({ aws: awsCli, kubectl }: Programs): Promise<World> {
    const folder = await temporaryFolder('docnow-release-');
    const tools = await ensureTools();
    const [aws, kube, providers] = await Promise.all([
      startAws(tools, folder.path),
      startKube(tools, join(folder.path, 'kube')),
      findProviders(tools, folder.path),
    ]);
    const healthCheck = { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 2, HealthyThresholdCount: 2 };
    const entry = await makeEntry(aws, { ...healthCheck, HealthCheckPath: '/' });
    const world = new World({ folder, tools, aws, kube, providers, entry });
    try {
      await world.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
      const { operator, dir } = world;
      await mkdir(dir, { recursive: true });
      await Promise.all([operator.synth(site(entry, kube)), install(dir)]);
      await Promise.all([operator.has('aws', awsCli), operator.has('kubectl', kubectl)]);
      return world;
    } catch (error) {
      await world.stop();
      throw error;
    }
  }

  readonly aws: StartedAws;
  readonly operator: Operator;
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
    this.operator = new Operator({ ...parts, dir: this.dir });
    this.s3 = new S3Client({ ...clientOptions(aws), forcePathStyle: true });
    this.elbv2 = new ElasticLoadBalancingV2Client(clientOptions(aws));
    this.core = kube.config.makeApiClient(CoreV1Api);
    this.apps = kube.config.makeApiClient(AppsV1Api);
    this.pods = new PodManager(kube.config);
  }

  /** What the operator's shell knows. */
  get shell(): Record<string, string> {
    return { KUBECONFIG: this.parts.kube.kubeconfigPath };
  }

  /** Each colour's weight, as the load balancer has it. */
  async weights(): Promise<Record<string, number>> {
    const groups = (await this.rule()).Actions![0].ForwardConfig!.TargetGroups!;
    const colors = Object.entries(this.entry.targetGroups);
    return Object.fromEntries(
      colors.map(([color, arn]) => [color, groups.find(({ TargetGroupArn }) => TargetGroupArn === arn)!.Weight!]),
    );
  }

  /** Synthesizes the site anew, with more guards. */
  async guardBy(...guards: IGuard[]): Promise<void> {
    await this.operator.synth(site(this.entry, this.parts.kube, guards));
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

  private async rule(): Promise<Rule> {
    const { listenerArn: ListenerArn } = this.entry;
    const { Rules } = await this.elbv2.send(new DescribeRulesCommand({ ListenerArn }));
    return Rules!.find(({ IsDefault }) => !IsDefault)!;
  }
}
