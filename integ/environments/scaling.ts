import assert from 'node:assert/strict';
import { AppsV1Api, V1Deployment } from '@kubernetes/client-node';
import { App, TerraformStack } from 'cdktf';
import { webServes } from './life';
import {
  Color,
  DocNowCluster,
  DocNowEnvironment,
  DocNowSecrets,
  NodePortEntry,
  WebProps,
  Release,
  ServiceEndpoint,
  SharedVolume,
} from '../../src';
import { serveMetrics } from '../rig/kube/metrics-server';
import { watch } from '../rig/pods/watched';
import { Rig } from '../rig/rig';
import { secretValues, withSecret } from '../story/secret';

const NOTHING = { add: 0, change: 0, destroy: 0 };
const COLOR = Color.of('scaled');
const NAMESPACE = `docnow-${COLOR.name}`;
const WORKERS = { workers: 'standby' };
/** The number of pods that an operator says; and the least and most that an autoscaler is told. */
const [FIXED, MIN, MAX] = [3, 2, 5];

/** The versions of web between which an operator goes. */
const BY_NUMBER: WebProps = { replicas: FIXED, resources: { cpu: '250m' } };
const BY_LOAD: WebProps = {
  autoscaling: { min: MIN, max: MAX, scaleDown: { stabilizationSeconds: 0, pods: 4, periodSeconds: 1 } },
};

/**
 * The real autoscaler takes web up and down by figures that the test sets: every plan afterwards is empty, an update keeps
 * the pods that there are, and going from a number to an autoscaler and back never passes through fewer.
 */
export async function scaling(rig: Rig): Promise<void> {
  const metrics = await serveMetrics(rig.kube, `${rig.dir}/certificates`);
  const numbers: number[] = [];
  const apps = rig.kube.config.makeApiClient(AppsV1Api);
  const path = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;
  const watched = watch<V1Deployment>(
    rig.kube.config,
    path,
    () => apps.listNamespacedDeployment({ namespace: NAMESPACE }),
    ({ metadata, spec }) => void (metadata?.name === 'web' && numbers.push(spec!.replicas!)),
  );
  try {
    const fixed = stack(rig, 'fixed', BY_NUMBER);
    const scaled = stack(rig, 'scaled', BY_LOAD);
    const updated = stack(rig, 'updated', BY_LOAD, { LOG_LEVEL: 'debug' });
    await fixed.init();
    await withSecret(rig.kube, NAMESPACE, secretValues(), fixed.apply(WORKERS));
    await webServes(rig, NAMESPACE, FIXED);

    metrics.use(175); // 70 % of 250m: as many pods as there are
    await scaled.init();
    assert.deepEqual(await scaled.apply(WORKERS), { ...NOTHING, add: 1 }, 'an autoscaler for the pods there are');
    await webServes(rig, NAMESPACE, FIXED);
    assert.deepEqual(await scaled.plan(WORKERS), NOTHING, 'a plan beside the autoscaler');

    metrics.use(1000);
    await webServes(rig, NAMESPACE, MAX);
    assert.deepEqual(await scaled.plan(WORKERS), NOTHING, 'a plan after pods came');

    metrics.use(175);
    numbers.length = 0;
    await updated.init();
    assert.deepEqual(
      await updated.apply(WORKERS),
      { add: 1, change: 8, destroy: 1 },
      'an update of the pods and five commands, and another configuration',
    );
    await webServes(rig, NAMESPACE, MAX);
    assert.ok(numbers.length > 0 && numbers.every((number) => number === MAX), `an update had ${numbers.join()} pods`);

    metrics.use(1);
    await webServes(rig, NAMESPACE, MIN);
    assert.deepEqual(await updated.plan(WORKERS), NOTHING, 'a plan after pods went');

    numbers.length = 0;
    await fixed.init();
    await fixed.apply(WORKERS);
    await webServes(rig, NAMESPACE, FIXED);
    assert.deepEqual(await fixed.plan(WORKERS), NOTHING, 'a plan when the autoscaler is gone');
    assert.ok(
      numbers.every((number) => number >= MIN),
      `on the way back there were ${numbers.join()} pods`,
    );
    await fixed.destroy(WORKERS);
  } finally {
    await watched.stop();
    await metrics.stop();
  }
}

/** A version of one stack. */
function stack(rig: Rig, version: string, web: WebProps, environment?: Record<string, string>) {
  const outdir = `${rig.dir}/scaling-${version}`;
  const app = new App({ outdir });
  const made = new TerraformStack(app, COLOR.name);
  const store = (host: string, port: number) =>
    ServiceEndpoint.external({ host, port, cidrBlocks: ['10.9.0.0/16'], tls: false });
  new DocNowEnvironment(made, 'DocNow', {
    cluster: DocNowCluster.fromKubeconfig(made, 'Any', {
      configPath: rig.kube.kubeconfigPath,
      configContext: 'docnow-rig',
    }),
    color: COLOR,
    entry: new NodePortEntry({ color: COLOR, nodePort: 30_070, sourceCidrs: ['10.0.0.0/8'], deregistrationDelay: 1 }),
    release: Release.elasticsearchGeneration({ image: 'registry.example.org/docnow:1' }),
    redis: store('redis.example.org', 6379),
    elasticsearch: store('elasticsearch.example.org', 9200),
    userData: SharedVolume.nfs({ server: 'nfs.example.org', path: '/export/user-data' }),
    secrets: DocNowSecrets.fromKubernetesSecret('docnow-secrets'),
    environment,
    web: { ...web, timings: { preStop: 2, terminationGracePeriod: 10 } },
  });
  app.synth();
  return rig.stack(COLOR.name, `${outdir}/stacks/${COLOR.name}`);
}
