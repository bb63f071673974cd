import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Front } from './front';
import { DATA, POSTGRES_HOST, REDIS_HOST } from './stores';
import {
  AlbWeights,
  BlueGreenSwitch,
  ClusterCapability,
  Color,
  DocNowCluster,
  DocNowEnvironment,
  DocNowSecrets,
  Release,
  ServiceEndpoint,
  SharedVolume,
} from '../../src';
import { AlbEntry } from '../../src/platform/aws/front-door/alb-entry';
import { Rig } from '../rig/rig';

export const HOST_NAME = 'load.docnow.test';
export const SECRET = 'docnow-secrets';
export const COLORS = [Color.BLUE, Color.GREEN];
const CAPABILITIES = [ClusterCapability.TARGET_GROUP_BINDING, ClusterCapability.NETWORK_POLICY];

/** Shorter than production's, in the same order: out of the balancer, then preStop over, then killed. */
const TIMINGS = { preStop: 6, terminationGracePeriod: 30 };

const store = (host: string, port: number) =>
  ServiceEndpoint.inCluster({ host, port, namespace: DATA, podLabels: { app: host.split('.')[0] } });

/** What the library makes of two colours of the PostgreSQL generation, and a switch. @returns the folder of each stack */
export function synth(rig: Rig, front: Front, image: string): Record<string, string> {
  const outdir = `${rig.dir}/load-${image.split(':')[1]}`;
  const app = new App({ outdir });
  const entries = COLORS.map(
    (color) =>
      new AlbEntry({
        color,
        targetGroup: { arn: front.targetGroups[color.name] } as LbTargetGroup,
        sourceCidrs: ['10.0.0.0/16'],
        deregistrationDelay: 5,
      }),
  );
  const trafficSwitch = new TerraformStack(app, 'switch');
  new AwsProvider(trafficSwitch, 'aws', { region: 'us-east-1' });
  new BlueGreenSwitch(trafficSwitch, 'Switch', {
    strategy: new AlbWeights({ listenerArn: front.listenerArn, hostName: HOST_NAME }),
    targets: entries,
  });
  for (const entry of entries) {
    const stack = new TerraformStack(app, entry.color.name);
    new DocNowEnvironment(stack, 'DocNow', {
      cluster: DocNowCluster.fromKubeconfig(stack, 'Any', {
        configPath: rig.kube.kubeconfigPath,
        configContext: 'docnow-rig',
        capabilities: CAPABILITIES,
      }),
      color: entry.color,
      entry,
      release: Release.postgresGeneration({ image }),
      redis: store(REDIS_HOST, 6379),
      postgres: { endpoint: store(POSTGRES_HOST, 5432), databaseName: 'docnow', username: 'docnow' },
      userData: SharedVolume.nfs({ server: 'nfs.example.org', path: '/export/user-data' }),
      secrets: DocNowSecrets.fromKubernetesSecret(SECRET),
      web: { timings: TIMINGS },
    });
  }
  app.synth();
  const names = ['switch', ...COLORS.map(({ name }) => name)];
  return Object.fromEntries(names.map((name) => [name, `${outdir}/stacks/${name}`]));
}
