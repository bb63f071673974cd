import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Entry } from '../../bench/switch/entry';
import {
  AlbWeights,
  BlueGreenSwitch,
  CiIdentity,
  Color,
  DeployRole,
  DocNowCluster,
  DocNowEnvironment,
  DocNowSecrets,
  HealthyTargets,
  IEntry,
  IGuard,
  IEksCluster,
  Release,
  ReleaseAccess,
  RemoteState,
  ServiceEndpoint,
  SharedVolume,
  StateLocking,
  SwitchNotices,
} from '../../src';
import { Kube } from '../rig/kube/kube';

export const HOST = 'demo.docnow.io';
export const BUCKET = 'docnow-release-states';
export const COLORS = [Color.BLUE, Color.GREEN];
export const CLUSTER = 'docnow-demo';
/** Whose jobs take which role, as docs/ci.md has it: anybody may merge, and somebody has to say yes to a switch. */
export const REPOSITORY = 'DocNow/demo';
export const IDENTITIES = {
  'docnow-prepare': CiIdentity.gitHubBranch(REPOSITORY, 'main'),
  'docnow-switch': CiIdentity.gitHubEnvironment(REPOSITORY, 'production'),
};

type Groups = Pick<Entry, 'listenerArn' | 'targetGroups'>;

/** A switch between two colours, and where its state is kept. The bucket of states is there already. */
function switchIn(app: App, { listenerArn, targetGroups }: Groups, guards: IGuard[] = []) {
  const states = new RemoteState(inAws(app, 'state'), 'State', { bucketName: BUCKET, locking: StateLocking.S3 });
  const trafficSwitch = inAws(app, 'switch');
  states.configure(trafficSwitch);
  const groups: Record<string, string> = { ...targetGroups };
  const { division } = new BlueGreenSwitch(trafficSwitch, 'Switch', {
    strategy: new AlbWeights({ listenerArn, hostName: HOST }),
    targets: COLORS.map((color) => ({ color, targetId: groups[color.name] })),
    guards: [new HealthyTargets({ min: 1 }), ...guards],
  });
  return { states, trafficSwitch, division };
}

function inAws(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  return stack;
}

/** A site of which somebody else runs the colours. */
export const switchAlone = (entry: Groups) => (app: App) => void switchIn(app, entry);

/** The smallest site: a switch between two colours, which are whole but for what lies before them, and the roles by which it is released. */
export function site(
  entry: Groups,
  kube: Pick<Kube, 'kubeconfigPath'>,
  versions: Readonly<Record<string, string>>,
  guards: IGuard[] = [],
): (app: App) => void {
  const groups: Record<string, string> = { ...entry.targetGroups };
  return (app) => {
    const { states, trafficSwitch, division } = switchIn(app, entry, guards);
    const kubernetes = (scope: TerraformStack) => {
      const there = { configPath: kube.kubeconfigPath, configContext: 'docnow-rig' };
      return DocNowCluster.fromKubeconfig(scope, 'Any', there);
    };
    const environments = COLORS.map((color) => {
      const environment = new TerraformStack(app, color.name);
      states.configure(environment);
      new DocNowEnvironment(environment, 'DocNow', {
        cluster: kubernetes(environment),
        color,
        entry: apart(color, groups[color.name]),
        release: Release.elasticsearchGeneration({ image: `docnow/docnow:${versions[color.name]}` }),
        redis: store('redis', 6379),
        elasticsearch: store('elasticsearch', 9200),
        userData: SharedVolume.nfs({ server: 'nfs.example.org', path: join('/export', color.name) }),
        secrets: DocNowSecrets.fromKubernetesSecret('docnow-secrets'),
        web: { timings: { preStop: 2, terminationGracePeriod: 10 } },
      });
      return environment;
    });
    const deploy = inAws(app, 'deploy');
    states.configure(deploy);
    const cluster = { name: CLUSTER, region: 'us-east-1' } as IEksCluster;
    const namespaces = COLORS.map(({ name }) => `docnow-${name}`);
    const switcher = new DeployRole(deploy, 'Switch', {
      name: 'docnow-switch',
      identity: IDENTITIES['docnow-switch'],
      ruleArns: [division],
      cluster,
      namespaces,
    });
    const { identityProviderArn } = switcher;
    const preparer = new DeployRole(deploy, 'Prepare', {
      name: 'docnow-prepare',
      identity: IDENTITIES['docnow-prepare'],
      identityProviderArn,
      cluster,
      namespaces,
    });
    states.grantApply(switcher.role, [trafficSwitch, ...environments]);
    states.grantReleaseLog(switcher.role, trafficSwitch);
    states.grantApply(preparer.role, environments);
    states.grantPlan(preparer.role, [trafficSwitch]);
    new SwitchNotices(deploy, 'Notices', { name: 'docnow-demo', bucketName: BUCKET, emails: ['ops@example.org'] });
    const access = new TerraformStack(app, 'access');
    states.configure(access);
    new ReleaseAccess(access, 'Access', { cluster: kubernetes(access), namespaces });
    new TerraformOutput(deploy, 'rule', { staticId: true, value: division });
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
