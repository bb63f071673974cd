import assert from 'node:assert/strict';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { after, before, test, TestContext } from 'node:test';
import { Hands, watchLoaders } from './hands';
import { World } from './world';
import { commandsUnder } from '../page';
import { Load } from '../rig/load/load';
import { ensureKubectl } from '../rig/tools/ensure-tools';
import { ensureAwsCli } from '../state/aws-cli';

export const [BLUE, GREEN] = [
  { blue: 100, green: 0 },
  { blue: 0, green: 100 },
];

/** A site, and what goes on around it. */
export interface Stage {
  readonly world: World;
  readonly hands: Hands;
  /** A page of the site's, which can be told to answer otherwise. */
  readonly page: { readonly url: string; status: number };
  /** The clients; set by the first chapter. */
  load?: Load;
  /** What ends the look-out for two loaders, and tells of those met. */
  loaders?: () => Promise<string[]>;
}

/** Sets a stage for a file's chapters. @returns what tells one: it needs all before it, so that after a failure the others fail, too */
export function chapters(): (name: string, tell: (stage: Stage, context: TestContext) => Promise<void>) => void {
  let stage: Stage | undefined;
  let server: Server;
  let broken = false;
  let lacks: string | undefined;
  let unprovided: string | undefined;
  before(async () => {
    const cli = await ensureAwsCli({ say: console.error });
    if ('lacks' in cli) {
      ({ lacks } = cli);
      return;
    }
    const world = await World.start({ aws: cli.program, kubectl: await ensureKubectl() });
    unprovided = world.lacks;
    if (unprovided) return world.stop();
    server = createServer((_, answer) => void answer.writeHead(stage!.page.status).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    stage = { world, hands: new Hands(world), page: { url, status: 200 } };
  });
  after(async () => {
    await Promise.all([stage?.load?.stop(), stage?.loaders?.()]);
    server?.close();
    await stage?.world.stop();
  });
  return (name, tell) => {
    void test(name, async (context) => {
      if (lacks) {
        assert.notEqual(process.env.REQUIRE_PYTHON, '1', lacks);
        return context.skip(`${lacks} REQUIRE_PYTHON=1 makes this a failure.`);
      }
      if (unprovided) {
        assert.notEqual(process.env.REQUIRE_PROVIDERS, '1', unprovided);
        return context.skip(unprovided);
      }
      assert.ok(!broken && stage, 'what comes before has failed');
      broken = true;
      const began = performance.now();
      await tell(stage, context);
      context.diagnostic(`${((performance.now() - began) / 1000).toFixed(1)} s`);
      broken = false;
    });
  };
}

/** The commands of the page, under a heading, for a colour. */
export const page = (heading: string) => commandsUnder(heading, 'release.md').join('\n');

/** Where requests go, and where loaders run. */
export const traffic = async (site: World) => ({ weights: await site.weights(), loaders: await site.loaders() });

/** Applies all by hand for the first time, blue with the traffic, and sends clients. @returns the rule that divides traffic */
export async function firstApply(stage: Stage): Promise<string> {
  const { operator, startLoad } = stage.world;
  const apply = 'terraform -chdir="$S" init && terraform -chdir="$S" apply -auto-approve';
  const blue = operator.done(`${apply} -var workers=active`, { S: 'blue' });
  // Two that make one folder ready at once stumble over each other.
  const green = operator.done('terraform -chdir=green init');
  await operator.done(`${apply} -var active_color=blue -var expected_current=none`, { S: 'switch' });
  stage.load = startLoad();
  await Promise.all([blue, green, ...['deploy', 'access'].map((S) => operator.done(apply, { S }))]);
  stage.loaders = watchLoaders(stage.world);
  return (await operator.done('terraform -chdir=deploy output -raw rule')).trim();
}

/** That nobody was turned away in all this time, and that at no time two collected tweets. */
export async function nothingWasLost({ load, loaders }: Stage, atLeast: number): Promise<void> {
  const { failed, requests, reasons } = load!.figures();
  assert.ok(requests > atLeast, `only ${requests} requests`);
  assert.equal(failed, 0, reasons.join());
  assert.deepEqual(await loaders!(), []);
}
