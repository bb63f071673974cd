import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { CoreV1Api } from '@kubernetes/client-node';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { Color, DataNamespace, DocNowCluster, NodePortEntry, SingleNodeVolume } from '../src';
import { aws, CLUSTER } from './contracts/aws';
import { generic } from './contracts/generic';
import { suite } from './contracts/suite';
import { scaling } from './environments/scaling';
import { customExample } from './local/custom';
import { localExample } from './local/example';
import { Rig } from './rig/rig';
import { startRig } from './rig/start';

/** Each passes the same suite. Beside each other, the examples and an autoscaler, as they mostly wait. */
const PLATFORMS = [aws, generic];

let rig: Rig;

before(async () => {
  rig = await startRig();
});

after(() => rig?.stop());

void test('what the contracts promise holds', { concurrency: PLATFORMS.length + 2 }, async (context) => {
  await Promise.all([
    ...PLATFORMS.map((platform) => suite(context, platform, rig)),
    localExample(context, rig),
    context.test('web goes up and down with its load, and every plan afterwards is empty', (inner) =>
      rig.providers.missing.length ? inner.skip(rig.providers.why) : scaling(rig),
    ),
    customExample(context, rig),
  ]);
});

void test('what only a plan can tell is refused there, with the way out', async () => {
  const app = new App({ outdir: `${rig.dir}/refused` });
  const zones = new TerraformStack(app, 'zones');
  new AwsProvider(zones, 'aws', { region: 'us-east-1' });
  const { publicSubnetIds } = DocNowCluster.fromClusterName(zones, 'Cluster', { clusterName: CLUSTER });
  new TerraformOutput(zones, 'subnets', { value: publicSubnetIds });

  const elsewhere = new TerraformStack(app, 'elsewhere');
  const config = { configPath: rig.kube.kubeconfigPath, configContext: 'docnow-rig' };
  const cluster = DocNowCluster.fromKubeconfig(elsewhere, 'Cluster', config);
  cluster.connect(elsewhere);
  const namespace = new NamespaceV1(elsewhere, 'Namespace', { metadata: { name: 'here' } }).metadata.name;
  const entry = new NodePortEntry({ color: Color.BLUE, nodePort: 30090, sourceCidrs: ['10.0.0.0/8'] });
  const service = { serviceName: 'web', servicePort: 80, podLabels: { app: 'web' }, podPort: 3000 };
  entry.bind(elsewhere, 'Entry', { cluster, namespace, ...service });

  // What a cloud's class makes for the claim: a disk that one namespace has.
  const core = rig.kube.config.makeApiClient(CoreV1Api);
  await core.createPersistentVolume({
    body: {
      metadata: { name: 'disk' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '1Gi' },
        claimRef: { namespace: 'one-node', name: 'user-data' },
        csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-0' },
      },
    },
  });
  const disks = new TerraformStack(app, 'disks');
  const data = new DataNamespace(disks, 'Data', { cluster, name: 'one-node' });
  const colour = new TerraformStack(app, 'colour');
  cluster.connect(colour);
  new SingleNodeVolume(disks, 'UserData', { cluster, namespace: data }).mount(colour, 'Volume', {
    cluster,
    namespace: 'docnow-colour',
  });
  app.synth();
  const refused = async (name: string, words: RegExp) => {
    const runner = rig.stack(name, `${rig.dir}/refused/stacks/${name}`);
    await runner.init();
    await assert.rejects(runner.plan(), words);
  };
  await refused('zones', /The VPC vpc-\w+ has 2 subnets with the tag kubernetes.io\/role\/elb, not 3\. Say how many/);
  await refused('elsewhere', /known to a switch as 'web-node-port\.docnow-blue', but leads to 'web-node-port\.here'/);
  await refused(
    'colour',
    /no folder of a node, but a volume of the kind 'csi': its class is one without read-write-many/,
  );
});

void test('nothing went wrong behind the scenes', () => assert.deepEqual(rig.troubles, []));
