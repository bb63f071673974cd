import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, S3Backend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Entry } from '../../bench/switch/entry';
import {
  AlbWeights,
  BlueGreenSwitch,
  Color,
  DocNowCluster,
  DocNowEnvironment,
  DocNowSecrets,
  HealthyTargets,
  IEntry,
  IGuard,
  Release,
  ServiceEndpoint,
  SharedVolume,
} from '../../src';
import { Kube } from '../rig/kube/kube';

export const HOST = 'demo.docnow.io';
export const BUCKET = 'docnow-release-states';
export const COLORS = [Color.BLUE, Color.GREEN];

/** The smallest site: a switch between two colours, which are whole but for what lies before them. @param guards more of them */
export function site({ listenerArn, targetGroups }: Entry, kube: Kube, guards: IGuard[] = []): (app: App) => void {
  const groups: Record<string, string> = { ...targetGroups };
  return (app) => {
    const stack = (id: string) => {
      const one = new TerraformStack(app, id);
      const backend = new S3Backend(one, { bucket: BUCKET, key: `${id}.tfstate`, region: 'us-east-1' });
      backend.addOverride('use_lockfile', true);
      return one;
    };
    const trafficSwitch = stack('switch');
    new AwsProvider(trafficSwitch, 'aws', { region: 'us-east-1' });
    new BlueGreenSwitch(trafficSwitch, 'Switch', {
      strategy: new AlbWeights({ listenerArn, hostName: HOST }),
      targets: COLORS.map((color) => ({ color, targetId: groups[color.name] })),
      guards: [new HealthyTargets({ min: 1 }), ...guards],
    });
    for (const color of COLORS) {
      const environment = stack(color.name);
      new DocNowEnvironment(environment, 'DocNow', {
        cluster: DocNowCluster.fromKubeconfig(environment, 'Any', {
          configPath: kube.kubeconfigPath,
          configContext: 'docnow-rig',
        }),
        color,
        entry: apart(color, groups[color.name]),
        release: Release.elasticsearchGeneration({ image: `docnow/docnow:${color.name}` }),
        redis: store('redis', 6379),
        elasticsearch: store('elasticsearch', 9200),
        userData: SharedVolume.nfs({ server: 'nfs.example.org', path: join('/export', color.name) }),
        secrets: DocNowSecrets.fromKubernetesSecret('docnow-secrets'),
        web: { timings: { preStop: 2, terminationGracePeriod: 10 } },
      });
    }
  };
}

/** A way in that lies apart from the pods: what the load balancer finds healthy is a server of the rig's. */
function apart(color: Color, targetId: string): IEntry {
  return {
    color,
    targetId,
    bind: (scope, id) => ({
      readinessGates: [],
      sourceCidrs: ['10.0.0.0/8'],
      deregistrationDelay: 1,
      dependable: new Construct(scope, id),
    }),
  };
}

function store(name: string, port: number): ServiceEndpoint {
  const host = `${name}.docnow-data.svc.cluster.local`;
  return ServiceEndpoint.inCluster({ host, port, namespace: 'docnow-data', podLabels: { app: name } });
}
