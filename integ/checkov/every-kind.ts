import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import {
  CiIdentity,
  ClusterCapability,
  ClusterControllers,
  DataNamespace,
  DeployRole,
  ElastiCacheRedis,
  ExternalSecrets,
  LoadBalancerController,
  NodeAutoscalerController,
  Postgres,
  RdsPostgres,
  RemoteState,
  StateLocking,
  SwitchNotices,
  VpcPeeringAccepter,
} from '../../src';
import { COMBINATIONS, makeCluster, NOWHERE, refusal } from '../matrix/combinations';
import { NETWORKS } from '../matrix/kinds';
import { writeWatched } from '../observability/stack';

/** Writes what the examples have not: a cluster of every compute and autoscaler, every network among them, and what goes with it. */
export function synthEveryKind(outdir: string): void {
  const app = new App({ outdir, skipValidation: true });
  const stack = (name: string) => {
    const made = new TerraformStack(app, name);
    new AwsProvider(made, 'aws', { region: 'us-east-1' });
    return made;
  };
  const networks = Object.keys(NETWORKS);
  const firsts = COMBINATIONS.filter(({ network }) => network === networks[0]);
  firsts
    .filter((one) => refusal(one) === undefined)
    .forEach((one, index) => {
      const network = networks[index % networks.length];
      const cluster = makeCluster(stack(`cluster-${index}`), `docnow-${index}`, { ...one, network }, NOWHERE);
      if (one.autoscaler !== 'Karpenter') return;
      new ClusterControllers(stack(`controllers-${index}`), 'Controllers', {
        cluster,
        loadBalancer: LoadBalancerController.install({
          targetGroupArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/0123456789abcdef'],
        }),
        nodeAutoscaler: NodeAutoscalerController.karpenter({ machineImage: 'al2023@v20251112' }),
        externalSecrets: ExternalSecrets.install({ secretPrefixes: ['docnow/'] }),
      });
    });
  writeWatched(stack('watched'), { ...NOWHERE.there, securityGroupId: 'sg-00000000000000000', clusterName: 'docnow' });
  const states = stack('states');
  const provider = new AwsProvider(states, 'copy', { region: 'us-west-2', alias: 'copy' });
  new RemoteState(states, 'States', {
    bucketName: 'docnow-states',
    locking: StateLocking.S3,
    objectLockDays: 30,
    replica: { bucketName: 'docnow-states-copy', provider },
  });
  new VpcPeeringAccepter(stack('accepter'), 'Accepter', {
    peeringConnectionId: 'pcx-0123456789abcdef0',
    cidrBlocks: ['10.42.0.0/16'],
    routeTableIds: ['rtb-0123456789abcdef0'],
  });
  const deploy = stack('deploy');
  new DeployRole(deploy, 'Deploy', {
    name: 'docnow-switch',
    identity: CiIdentity.gitHubEnvironment('DocNow/demo', 'production'),
    ruleArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/docnow/0/1/2'],
    alarmArns: ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:docnow-errors'],
  });
  new SwitchNotices(deploy, 'SwitchNotices', { name: 'docnow', bucketName: 'docnow-states' });
  const stores = stack('stores');
  const network = {
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    clientSecurityGroupId: 'sg-0123456789abcdef0',
  };
  new RdsPostgres(stores, 'Database', network);
  new ElastiCacheRedis(stores, 'Queue', network);
  const inCluster = stack('database');
  const cluster = { capabilities: Object.values(ClusterCapability), connect: () => {} };
  new KubernetesProvider(inCluster, 'kubernetes');
  new Postgres(inCluster, 'Postgres', { cluster, namespace: new DataNamespace(inCluster, 'Data', { cluster }) });
  app.synth();
}
