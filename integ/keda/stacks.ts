import { App, TerraformStack } from 'cdktf';
import {
  ClusterCapability,
  Color,
  DocNowCluster,
  DocNowEnvironment,
  DocNowSecrets,
  NodePortEntry,
  Release,
  ServiceEndpoint,
  WorkerProps,
} from '../../src';
import { Rig } from '../rig/rig';
import { StackRunner } from '../rig/stack-runner';

const COLOR = Color.of('scaled');
export const NAMESPACE = `docnow-${COLOR.name}`;
/** An address of loopback where KEDA and DocNow find Redis on its usual port. */
export const REDIS_HOST = '127.77.0.1';

/** A version of one stack: DocNow whose url-fetcher is scaled so, or has so many pods. */
export async function stack(rig: Rig, version: string, fetcher: WorkerProps): Promise<StackRunner> {
  const outdir = `${rig.dir}/keda-${version}`;
  const app = new App({ outdir });
  const made = new TerraformStack(app, COLOR.name);
  new DocNowEnvironment(made, 'DocNow', {
    cluster: DocNowCluster.fromKubeconfig(made, 'Any', {
      configPath: rig.kube.kubeconfigPath,
      configContext: 'docnow-rig',
      capabilities: [ClusterCapability.KEDA],
    }),
    color: COLOR,
    entry: new NodePortEntry({ color: COLOR, nodePort: 30_071, sourceCidrs: ['10.0.0.0/8'], deregistrationDelay: 1 }),
    release: Release.custom({
      ...{ name: 'docnow', image: 'docnow.test/docnow:1', nodejs: true, redis: { host: 'REDIS_HOST' } },
      // DocNow's own web would ask other stores, too.
      web: { command: ['node', '-e', "require('http').createServer((_, answer) => answer.end()).listen(3000)"] },
      workers: [
        {
          ...{ name: 'url-fetcher', command: ['node', 'dist/commands/url-fetcher'], exclusive: false },
          redisLists: ['urlqueue', 'videoqueue'],
        },
      ],
    }),
    redis: ServiceEndpoint.external({ host: REDIS_HOST, port: 6379, cidrBlocks: [`${REDIS_HOST}/32`], tls: false }),
    secrets: DocNowSecrets.fromKubernetesSecret('docnow-secrets'),
    web: { timings: { preStop: 2, terminationGracePeriod: 10 } },
    workers: { 'url-fetcher': fetcher },
  });
  app.synth();
  const runner = rig.stack(COLOR.name, `${outdir}/stacks/${COLOR.name}`);
  await runner.init();
  return runner;
}
