import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { Entry, makeEntry } from '../../bench/switch/entry';
import { Hands } from '../release/hands';
import { makeProject, NPM } from '../release/install';
import { BUCKET, HOST, switchAlone } from '../release/stacks';
import { clientOptions } from '../rig/aws/client-options';
import { StartedAws, startAws } from '../rig/aws/start';
import { Load } from '../rig/load/load';
import { finish } from '../rig/processes/finish';
import { TemporaryFolder, temporaryFolder } from '../rig/processes/temporary-folder';
import { until } from '../rig/processes/until';
import { findProviders } from '../rig/terraform/providers';
import { ensureTools } from '../rig/tools/ensure-tools';
import { Operator } from '../state/operator';

export type Color = 'blue' | 'green';
export const OTHER = { blue: 'green', green: 'blue' } as const;
const SOON = { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 2, HealthyThresholdCount: 2 };

/** A switch between two colours under load, without Kubernetes: what faults of traffic need, and no more. */
export class FaultSite {
  /** @param awsCli AWS's command line */
  static async start(awsCli: string): Promise<FaultSite> {
    const folder = await temporaryFolder('docnow-faults-');
    const tools = await ensureTools();
    const providers = await findProviders(tools, folder.path);
    const aws = await startAws(tools, folder.path);
    try {
      const entry = await makeEntry(aws, { ...SOON, UnhealthyThresholdCount: 2, HealthCheckPath: '/health' });
      const dir = join(folder.path, 'project');
      const operator = new Operator({ tools, aws, providers, dir });
      const site = new FaultSite(folder, aws, entry, operator, dir);
      await site.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
      await Promise.all([operator.synth(switchAlone(entry)), makeProject(dir)]);
      const log = join(folder.path, 'npm.log');
      await finish('npm', ['ci'], { name: 'npm ci', log, cwd: dir, env: { ...process.env, ...NPM } });
      await operator.has('aws', awsCli);
      await operator.done(
        'terraform -chdir=switch init && terraform -chdir=switch apply -auto-approve -var active_color=blue -var expected_current=none',
      );
      await site.healthy('blue', 1);
      await site.healthy('green', 1);
      site.load = Load.start({ origin: entry.origin, host: HOST, restMilliseconds: 20 });
      return site;
    } catch (error) {
      await aws.stop();
      await folder.delete();
      throw error;
    }
  }

  readonly shell = {};
  readonly hands: Hands;
  readonly s3: S3Client;
  load!: Load;
  readonly elbv2: ElasticLoadBalancingV2Client;

  private constructor(
    private readonly folder: TemporaryFolder,
    readonly aws: StartedAws,
    readonly entry: Entry,
    readonly operator: Operator,
    readonly dir: string,
  ) {
    this.hands = new Hands(this);
    this.s3 = new S3Client({ ...clientOptions(aws), forcePathStyle: true });
    this.elbv2 = new ElasticLoadBalancingV2Client(clientOptions(aws));
  }

  /** The colour that has all of the traffic. @throws when none has */
  async serves(): Promise<Color> {
    const groups = (await this.rule()).Actions![0].ForwardConfig!.TargetGroups!.filter(({ Weight }) => Weight! > 0);
    assert.equal(groups.length, 1, JSON.stringify(groups));
    return this.entry.targetGroups.blue === groups[0].TargetGroupArn ? 'blue' : 'green';
  }

  /** Sends all to a colour, past everybody. */
  async byHand(color: Color): Promise<void> {
    const { blue, green } = this.entry.targetGroups;
    const TargetGroups = [
      { TargetGroupArn: blue, Weight: color === 'blue' ? 100 : 0 },
      { TargetGroupArn: green, Weight: color === 'green' ? 100 : 0 },
    ];
    const { RuleArn } = await this.rule();
    await this.elbv2.send(
      new ModifyRuleCommand({ RuleArn, Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }] }),
    );
  }

  /** Waits until so many targets of a colour are healthy. */
  async healthy(color: Color, count: number): Promise<void> {
    const TargetGroupArn = this.entry.targetGroups[color];
    await until(`${count} of ${color}'s targets are healthy`, 60, async () => {
      const { TargetHealthDescriptions } = await this.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      return TargetHealthDescriptions!.filter(({ TargetHealth }) => TargetHealth!.State === 'healthy').length === count;
    });
  }

  /** Makes a colour's targets sick, or well again, and waits until the load balancer knows. */
  async sick(color: Color, sick: boolean): Promise<void> {
    this.entry.sick[sick ? 'add' : 'delete'](color);
    await this.healthy(color, sick ? 0 : 1);
  }

  /** Frees the lock that somebody has left who was killed right before they would have. */
  async freeLock(): Promise<void> {
    const lock = { Bucket: BUCKET, Key: 'switch.tfstate.tflock' };
    const left = await this.s3.send(new GetObjectCommand(lock)).catch(() => undefined);
    if (!left) return;
    const { ID } = JSON.parse(await left.Body!.transformToString());
    await this.operator.done(`terraform -chdir=switch force-unlock -force ${ID}`);
  }

  /** Loses the switch's state. */
  async loseState(): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'switch.tfstate' }));
  }

  /** The last entry of the log. */
  async lastOfLog(): Promise<any> {
    const { Contents = [] } = await this.s3.send(
      new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'docnow-release/' }),
    );
    const { Key } = Contents[Contents.length - 1];
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    return JSON.parse(await Body!.transformToString());
  }

  async rule(): Promise<Rule> {
    const { listenerArn: ListenerArn } = this.entry;
    const { Rules } = await this.elbv2.send(new DescribeRulesCommand({ ListenerArn }));
    return Rules!.find(({ IsDefault }) => !IsDefault)!;
  }

  async stop(): Promise<void> {
    await this.load?.stop();
    this.entry.stop();
    await this.aws.stop();
    await this.folder.delete();
  }
}
