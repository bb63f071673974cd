import assert from 'node:assert/strict';
import { StorageV1Api } from '@kubernetes/client-node';
import { App } from 'cdktf';
import { Combination, COMBINATIONS, makeStacks, refusal, SOURCES } from './combinations';
import { GENERATIONS } from './kinds';
import { drain, kill } from './life';
import { scaling } from './scaling';
import { unexplained } from '../checks/accepted';
import { checks, EnvironmentFacts, goneChecks } from '../checks/environment';
import { clients, refusal as answer } from '../checks/services/ask';
import { ACCEPTED_ELSEWHERE } from '../kube-score/accepted';
import { appliedObjects, scan } from '../kube-score/scan';
import { connect } from '../rig/applier/connection';
import { joinNodes, NODES } from '../rig/kube/nodes';
import { Rig } from '../rig/rig';
import { StackRunner, Variables } from '../rig/stack-runner';
import { startRig } from '../rig/start';
import { ensureKubeScore } from '../rig/tools/ensure-tools';
import { secretValues, withSecret } from '../story/secret';

const NOTHING = { add: 0, change: 0, destroy: 0 };
const PODS = 2;
/** Five pods of Elasticsearch want five nodes of a kind. */
const MORE = NODES.map(({ metadata, spec }) => {
  const name = `${metadata!.name}-more`;
  return { metadata: { name, labels: { ...metadata!.labels, 'kubernetes.io/hostname': name } }, spec };
});
/** Terraform takes a core; more at a time are not faster. */
const AT_A_TIME = 3;

/**
 * `npm run integ:environments`: every combination that is not refused, for real: applied, admitted, Ready, planned again with
 * nothing to do, destroyed, and nothing left. One of each generation loses a pod and a node in between, and one is scaled.
 * Only those whose title has all of the words that are given.
 */
async function main(words: string[]): Promise<void> {
  const rig = await startRig();
  try {
    await joinNodes(rig.kube.config, MORE);
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    await rig.kube.config.makeApiClient(StorageV1Api).createStorageClass({
      body: {
        metadata: { name: 'standard', annotations },
        provisioner: 'ebs.csi.aws.com',
        reclaimPolicy: 'Delete',
        volumeBindingMode: 'WaitForFirstConsumer',
      },
    });
    const waiting = COMBINATIONS.filter((one) => words.every((word) => title(one).includes(word)));
    const failed: string[] = [];
    const next = async (): Promise<void> => {
      const one = waiting.shift();
      if (!one) return;
      const began = performance.now();
      const said = await tried(rig, one).catch((error: Error) => {
        failed.push(title(one));
        return `FAILED: ${error.stack}`;
      });
      console.log(`${title(one)}: ${said}; ${((performance.now() - began) / 1000).toFixed(0)} s`);
      return next();
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, next));
    if (words.length === 0) await scaling(rig);
    assert.deepEqual([failed, rig.troubles], [[], []]);
  } finally {
    await rig.stop();
  }
}

function title({ generation, stores, compute }: Combination): string {
  return `${generation}, stores ${stores}, on ${compute}`;
}

async function tried(rig: Rig, one: Combination): Promise<string> {
  const refused = refusal(one);
  if (refused !== undefined) return `refused: ${refused}`;
  const outdir = `${rig.dir}/environments-${one.index}`;
  const app = new App({ outdir });
  const { data, environment, color, namespace } = makeStacks(app, one, rig.kube.kubeconfigPath);
  app.synth();
  const runner = ({ node }: { node: { id: string } }) => rig.stack(node.id, `${outdir}/stacks/${node.id}`);
  const [stores, colour] = [runner(data), runner(environment)];
  const inside = one.stores !== 'outside';
  // Of the workers that may run once alone, no other combination has one: they go before the next one of their kind comes.
  const workers = one.compute === 'nodes' && !inside ? 'active' : 'standby';
  const variables: Variables = { workers };
  if (inside) await applied(stores);
  await colour.init();
  const values = secretValues();
  await withSecret(rig.kube, namespace, values, colour.apply(variables));
  const facts: EnvironmentFacts = {
    color: color.name,
    namespace,
    release: GENERATIONS[one.generation].release,
    replicas: PODS,
    workers,
    secretName: 'docnow-secrets',
    sourceCidrs: SOURCES,
    readinessGates: [],
    secretValues: Object.values(values),
  };
  for (const check of checks) await check.run(rig, facts);
  const objects = await appliedObjects(await connect(rig.kube.config), [namespace, `data-${one.index}`]);
  assert.deepEqual(unexplained(await scan(await ensureKubeScore(), objects), ACCEPTED_ELSEWHERE), [], 'of kube-score');
  assert.deepEqual(await colour.plan(variables), NOTHING, 'a second plan');
  if (workers === 'active') {
    for (const loss of [kill, drain]) {
      await loss(rig, namespace, PODS);
      assert.deepEqual(await colour.plan(variables), NOTHING, `a plan after ${loss.name}`);
    }
  }
  await colour.destroy(variables);
  for (const check of goneChecks) await check.run(rig, facts);
  if (inside) {
    await stores.destroy();
    await answer(clients(rig).core.readNamespace({ name: `data-${one.index}` }), 404);
  }
  return workers === 'active' ? 'ok, and after the loss of a pod and of a node' : 'ok';
}

async function applied(runner: StackRunner): Promise<void> {
  await runner.init();
  await runner.apply();
  assert.deepEqual(await runner.plan(), NOTHING, `a second plan of ${runner.name}`);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
