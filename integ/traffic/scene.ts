import assert from 'node:assert/strict';
import { request } from 'node:http';
import { join } from 'node:path';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Route53Client } from '@aws-sdk/client-route-53';
import { ByHand, makeTraffic } from './by-hand';
import { HOST, synth } from './stacks';
import { Entry, makeEntry } from '../../bench/switch/entry';
import { clientOptions } from '../rig/aws/client-options';
import { StartedAws, startAws } from '../rig/aws/start';
import { TemporaryFolder, temporaryFolder } from '../rig/processes/temporary-folder';
import { Variables } from '../rig/stack-runner';
import { findProviders } from '../rig/terraform/providers';
import { TerraformRunner } from '../rig/terraform/runner';
import { ensureTools } from '../rig/tools/ensure-tools';

/** What the load balancer answered. */
export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly text: string;
}

/** An emulated AWS with servers, networks and a load balancer that others made, and stacks that lead traffic there. */
export class Scene {
  static async set(): Promise<Scene> {
    const folder = await temporaryFolder('docnow-traffic-');
    const [dir, tools] = [folder.path, await ensureTools()];
    const [aws, providers] = await Promise.all([startAws(tools, dir), findProviders(tools, dir)]);
    const entry = await makeEntry(aws, {
      HealthCheckPath: '/',
      HealthCheckIntervalSeconds: 5,
      HealthyThresholdCount: 2,
    });
    const byHand = await makeTraffic(aws);
    synth(join(dir, 'out'), entry, byHand);
    const runner = (name: string) =>
      new TerraformRunner(name, join(dir, 'out/stacks', name), { tools, aws, providers, dir });
    return new Scene(folder, aws, entry, byHand, runner);
  }

  readonly elbv2: ElasticLoadBalancingV2Client;
  readonly route53: Route53Client;

  private constructor(
    private readonly folder: TemporaryFolder,
    readonly aws: StartedAws,
    readonly entry: Entry,
    readonly byHand: ByHand,
    private readonly runner: (name: string) => TerraformRunner,
  ) {
    this.elbv2 = new ElasticLoadBalancingV2Client(clientOptions(aws));
    this.route53 = new Route53Client(clientOptions(aws));
  }

  async stack(name: string): Promise<TerraformRunner> {
    const stack = this.runner(name);
    await stack.init();
    return stack;
  }

  /** A plan is refused with each of these words, and nothing is changed. */
  async refused(stack: TerraformRunner, words: (string | RegExp)[], variables?: Variables): Promise<void> {
    const mark = this.aws.calls.mark();
    await assert.rejects(stack.plan(variables), ({ message }: Error) => {
      const said = message.replace(/\s+/g, ' ');
      for (const one of words) {
        assert.ok(typeof one === 'string' ? said.includes(one) : one.test(said), `${one}\nis not in\n${said}`);
      }
      return true;
    });
    assert.equal(this.aws.calls.writes(mark), 0);
  }

  /** Asks the load balancer, for the site unless another host is named. */
  ask(path = '/', headers: Record<string, string> = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request(`${this.entry.origin}${path}`, { headers: { host: HOST, ...headers } });
      asked.once('error', reject).once('response', async (answer) => {
        const text = Buffer.concat(await answer.toArray()).toString();
        resolve({ status: answer.statusCode, type: answer.headers['content-type'], text });
      });
      asked.end();
    });
  }

  /** The colour that answers. */
  async color(headers: Record<string, string> = {}): Promise<string> {
    return JSON.parse((await this.ask('/', headers)).text).color;
  }

  async strike(): Promise<void> {
    this.entry.stop();
    await this.aws.stop();
    await this.folder.delete();
  }
}
