import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './ask';
import { Platform } from './platform';
import { releaseOf, SECRET, Stacks } from './stacks';
import { Color } from '../../src';
import { checks, EnvironmentFacts, goneChecks } from '../checks/environment';
import { clients, readyPods, refusal } from '../checks/services/ask';
import { until } from '../rig/processes/until';
import { Rig } from '../rig/rig';
import { StackRunner, Variables } from '../rig/stack-runner';
import { secretValues, withSecret } from '../story/secret';

const NOTHING = { add: 0, change: 0, destroy: 0 };
const REPLICAS = 2;

/** One platform on its way from nothing to nothing; each step asserts what has come of it. */
export class Run {
  private readonly values = secretValues();
  private readonly runners: ReadonlyMap<string, StackRunner>;

  constructor(
    private readonly platform: Platform,
    private readonly rig: Rig,
    private readonly stacks: Stacks,
  ) {
    this.runners = new Map(Object.entries(stacks.folders).map(([name, folder]) => [name, rig.stack(name, folder)]));
  }

  async init(): Promise<void> {
    for (const runner of this.runners.values()) await runner.init();
  }

  async refused(): Promise<void> {
    const lacks = this.platform.lacksAtFirst.join(', ');
    const words = new RegExp(`The cluster is said to have, but lacks: ${lacks}\\. Install what is missing`);
    await assert.rejects(this.runner(this.stacks.services).apply(), words);
    const { core } = clients(this.rig);
    await refusal(core.readNamespace({ name: this.stacks.dataNamespace }), 404);
    await this.platform.install(this.rig);
  }

  async services(): Promise<void> {
    await this.applied(this.runner(this.stacks.services));
    await readyPods(this.rig, this.stacks.dataNamespace, 'redis');
  }

  async block(): Promise<void> {
    const namespace = this.stacks.dataNamespace;
    const { core } = clients(this.rig);
    const { items } = await core.listNamespacedPersistentVolumeClaim({ namespace });
    assert.deepEqual(
      items.map(({ status }) => [status?.phase, status?.accessModes]),
      [['Bound', ['ReadWriteOnce']]],
    );
  }

  async colors(): Promise<void> {
    await Promise.all(
      this.platform.colors.map(async (color) => {
        const apply = this.applied(this.runner(color.name), this.workers(color));
        await withSecret(this.rig.kube, `docnow-${color.name}`, this.values, apply);
        const facts = await this.facts(color);
        for (const check of checks) await check.run(this.rig, facts);
      }),
    );
  }

  async requests(): Promise<void> {
    for (const color of this.platform.colors) {
      const { core } = clients(this.rig);
      const labelSelector = 'app.kubernetes.io/component=web';
      const { items } = await core.listNamespacedPod({ namespace: `docnow-${color.name}`, labelSelector });
      const silent = new Set(items.map(({ metadata }) => metadata!.name!));
      assert.equal(silent.size, REPLICAS);
      const ways = await this.platform.waysIn(this.rig, color);
      assert.ok(ways.length > 0, 'nothing leads in');
      // A balancer may ask one pod several times before the other.
      for (let tries = 0; tries < 50 && silent.size > 0; tries += 1) {
        const answer = await ask(ways[tries % ways.length]);
        assert.equal(answer.color, color.name);
        silent.delete(answer.pod);
      }
      assert.deepEqual([...silent], [], 'pods that no request reached');
    }
  }

  async files(): Promise<void> {
    const { core } = clients(this.rig);
    const sources = await Promise.all(
      this.platform.colors.map(async ({ name }) => {
        const namespace = `docnow-${name}`;
        const { items } = await core.listNamespacedPersistentVolumeClaim({ namespace });
        assert.deepEqual(
          items.map(({ status }) => [status?.phase, status?.accessModes]),
          [['Bound', ['ReadWriteMany']]],
        );
        const { spec } = await core.readPersistentVolume({ name: items[0].spec!.volumeName! });
        assert.equal(spec?.persistentVolumeReclaimPolicy, 'Retain');
        return JSON.stringify(spec?.csi ?? spec?.nfs);
      }),
    );
    assert.ok(sources[0]);
    assert.equal(sources[0], sources[1]);
  }

  async traffic(): Promise<void> {
    await this.platform.traffic?.(this.rig);
  }

  async secrets(): Promise<void> {
    const written = Object.values(this.stacks.folders).map((folder) =>
      readFileSync(join(folder, 'cdk.tf.json'), 'utf8'),
    );
    const states = await Promise.all([...this.runners.values()].map((runner) => runner.state()));
    const texts = [...written, ...states];
    assert.ok(texts.every((text) => text.length > 100));
    for (const secret of [this.rig.kube.token, ...Object.values(this.values)]) {
      // Not assert.match: its message would repeat the value.
      assert.ok(!texts.some((text) => text.includes(secret)), 'a secret stands where it must not');
    }
  }

  async gone(): Promise<void> {
    await Promise.all(this.platform.colors.map((color) => this.runner(color.name).destroy(this.workers(color))));
    for (const color of this.platform.colors) {
      for (const check of goneChecks) await check.run(this.rig, await this.facts(color));
    }
    await this.platform.uninstall(this.rig);
    await this.runner(this.stacks.services).destroy();
    const { core } = clients(this.rig);
    await refusal(core.readNamespace({ name: this.stacks.dataNamespace }), 404);
    const mine = [this.stacks.dataNamespace, ...this.platform.colors.map(({ name }) => `docnow-${name}`)];
    await until('no volume is left', 20, async () => {
      const { items } = await core.listPersistentVolume();
      return !items.some(({ spec }) => mine.includes(spec!.claimRef!.namespace!));
    });
    assert.deepEqual(await this.platform.left(this.rig), []);
  }

  /** @throws unless a second plan is empty */
  private async applied(runner: StackRunner, variables?: Variables): Promise<void> {
    await runner.apply(variables);
    assert.deepEqual(await runner.plan(variables), NOTHING, `a second plan of ${runner.name}`);
  }

  private runner(name: string): StackRunner {
    return this.runners.get(name)!;
  }

  private workers(color: Color): Variables {
    return { workers: color === this.platform.colors[0] ? 'active' : 'standby' };
  }

  private async facts(color: Color): Promise<EnvironmentFacts> {
    return {
      color: color.name,
      namespace: `docnow-${color.name}`,
      release: releaseOf(this.platform, color),
      replicas: REPLICAS,
      workers: this.workers(color).workers as 'active' | 'standby',
      secretName: SECRET,
      sourceCidrs: await this.platform.sourceCidrs(this.rig),
      readinessGates: this.stacks.bindings.get(color.name)!.readinessGates,
      secretValues: Object.values(this.values),
    };
  }
}
