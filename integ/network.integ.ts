import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { EC2Client, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { inventory } from './checks/cluster/inventory';
import { HandMade, makeByHand } from './checks/cluster/network-by-hand';
import { networkKindChecks, NetworkFacts } from './checks/cluster/network-kinds';
import { clientOptions } from './rig/aws/client-options';
import { StartedAws, startAws } from './rig/aws/start';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { messagesIn } from './rig/terraform/messages';
import { findProviders, Providers } from './rig/terraform/providers';
import { TerraformRunner } from './rig/terraform/runner';
import { ensureTools } from './rig/tools/ensure-tools';
import { Tools } from './rig/tools/tools';
import { timed } from './timed';
import { Compute } from '../src/cluster/compute/compute';
import { DocNowCluster } from '../src/cluster/docnow-cluster';
import { BoundNetwork } from '../src/cluster/network/bound-network';
import { ExistingNetworkProps } from '../src/cluster/network/existing-network-props';
import { NatGateways } from '../src/cluster/network/nat-gateways';
import { Network } from '../src/cluster/network/network';
import { VpcEndpointService } from '../src/cluster/network/vpc-endpoint-service';
import { VpcPeeringAccepter } from '../src/cluster/network/vpc-peering-accepter';

const { S3, DYNAMODB, ECR, EC2, EKS_AUTH, STS } = VpcEndpointService;
const OTHER_ACCOUNT = '210987654321';
const PEERS_IPV6 = '2600:1f18:1200::/56';
let folder: TemporaryFolder;
let tools: Tools;
let aws: StartedAws;
let providers: Providers;
let there: HandMade;
let untouched: object;

before(async () => {
  folder = await temporaryFolder('docnow-network-');
  tools = await ensureTools();
  [aws, providers] = await Promise.all([startAws(tools, folder.path), findProviders(tools, folder.path)]);
  there = await makeByHand({ aws });
  untouched = await inventory({ aws });
  synth(join(folder.path, 'out'));
});

after(async () => {
  await aws?.stop();
  await folder?.delete();
});

function synth(outdir: string): void {
  const app = new App({ outdir });
  const stack = (id: string) => {
    const made = new TerraformStack(app, id);
    new AwsProvider(made, 'aws', { region: 'us-east-1' });
    return made;
  };
  const bind = (id: string, network: Network, at = stack(id)): BoundNetwork =>
    network._bind(at, id, {
      clusterName: id,
      region: 'us-east-1',
      logRetentionDays: 30,
      serviceCidr: '172.20.0.0/16',
    });
  const { institute, ours, foreign } = there;
  bind(
    'closed',
    Network.isolated({
      cidr: '10.42.0.0/16',
      availabilityZones: 2,
      natGateways: NatGateways.NONE,
      ipv6: true,
      endpoints: [S3, DYNAMODB, ECR, EC2, EKS_AUTH, STS],
    }),
  );
  const peered = bind(
    'peered',
    Network.isolated({ cidr: '10.43.0.0/16', availabilityZones: 2, natGateways: NatGateways.ONE, ipv6: true })
      .peeredWith({
        vpcId: ours.vpcId,
        cidrBlocks: [ours.cidr, PEERS_IPV6],
        routeTableIds: [ours.routeTableId],
        dnsResolution: true,
      })
      .peeredWith({
        vpcId: foreign.vpcId,
        cidrBlocks: [foreign.cidr],
        ownerAccount: OTHER_ACCOUNT,
        dnsResolution: true,
      }),
  );
  const { accepter } = new VpcPeeringAccepter(stack('accepter'), 'Accepter', {
    peeringConnectionId: peered.peeringConnectionIds[1],
    cidrBlocks: [peered.vpcCidr],
    routeTableIds: [foreign.routeTableId],
    dnsResolution: true,
  });
  // fakecloud's one account plays both, so that the one side's tags are the other's.
  accepter.addOverride('lifecycle', { ignore_changes: ['tags', 'tags_all'] });
  new DocNowCluster(stack('cluster'), 'Cluster', {
    name: 'docnow',
    network: Network.existing(institute).peeredWith({
      vpcId: ours.vpcId,
      cidrBlocks: [ours.cidr],
      routeTableIds: [ours.routeTableId],
    }),
    compute: Compute.managedNodes({ max: 20 }),
  });
  const refused = stack('refused');
  const { privateSubnetIds, publicSubnetIds } = institute;
  const variations: { [id: string]: Partial<ExistingNetworkProps> } = {
    OneZone: { privateSubnetIds: [privateSubnetIds[0], institute.sameZone] },
    NoWayOut: { privateSubnetIds: publicSubnetIds, publicSubnetIds: privateSubnetIds },
    OtherVpc: { privateSubnetIds: [privateSubnetIds[0], ours.subnetId] },
    OtherRanges: { cidrBlocks: ['10.80.0.0/16', '10.99.0.0/16'] },
    OtherFirst: { cidrBlocks: ['10.99.0.0/16'] },
  };
  for (const [id, variation] of Object.entries(variations)) {
    bind(id, Network.existing({ ...institute, ...variation }), refused);
  }
  app.synth();
}

function runner(name: string): TerraformRunner {
  return new TerraformRunner(name, join(folder.path, 'out/stacks', name), { tools, aws, providers, dir: folder.path });
}

const nothing = { add: 0, change: 0, destroy: 0 };

/** What Terraform warned of, in the stack's last run of a command. */
async function warnings(name: string, command: string): Promise<string[]> {
  const log = await readFile(join(folder.path, 'stacks', name, `${command}.log`), 'utf8');
  return messagesIn(log).flatMap(({ diagnostic }) => (diagnostic?.severity === 'warning' ? [diagnostic.detail] : []));
}

void test('networks that cannot serve a cluster are refused at plan, and few addresses only warned of', async (context) => {
  const { vpcId, publicSubnetIds, privateSubnetIds } = there.institute;
  const refuses = (name: string, words: string[]) =>
    assert.rejects(runner(name).plan(), ({ message }: Error) => {
      for (const said of words) assert.ok(message.includes(said), `${said}\nis not in\n${message}`);
      return true;
    });
  await Promise.all(['refused', 'cluster'].map((name) => runner(name).init()));
  await refuses('refused', [
    'network.privateSubnetIds are all in us-east-1a, but EKS and load balancers want subnets in at least 2 zones. Name',
    `network.privateSubnetIds has ${publicSubnetIds[0]}, whose table rtb-`,
    'has no route from 0.0.0.0/0 to a NAT gateway, a transit gateway or the like',
    `network.publicSubnetIds has ${privateSubnetIds[1]}, whose table rtb-`,
    `network.privateSubnetIds has ${there.ours.subnetId}, which is in ${there.ours.vpcId} and not in ${vpcId}. Name`,
    `network.cidrBlocks has 10.99.0.0/16, which ${vpcId} has not. Its ranges are 10.80.0.0/16.`,
    `network.cidrBlocks does not begin with 10.80.0.0/16, which ${vpcId} was made with. Name it first.`,
  ]);
  const ec2 = new EC2Client(clientOptions(aws));
  const names = (Value: boolean) =>
    ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value } }));
  await names(false);
  await refuses('cluster', [
    `network.vpcId is ${vpcId}, which has DNS support on and DNS hostnames off. Nodes find EKS and EFS by names`,
  ]);
  await names(true);
  await timed(context, 'plan', runner('cluster').plan());
  assert.deepEqual(await warnings('cluster', 'plan'), [
    'network.privateSubnetIds have 502 free addresses, and docnow takes up to 690: 20 nodes of m6i.large x 30, ' +
      '3 nodes of m6i.large x 30, as each pod has an address of its own. Nodes or pods beyond the free ones do not ' +
      'start. Name larger subnets, or fewer nodes.',
  ]);
});

void test('networks of every kind are applied, and second plans are empty', async (context) => {
  const [closed, peered, accepter, cluster] = ['closed', 'peered', 'accepter', 'cluster'].map(runner);
  await Promise.all([closed, peered, accepter].map((stack) => stack.init()));
  const beside = [timed(context, 'closed', closed.apply()), timed(context, 'cluster', cluster.apply())];
  // Names across accounts wait for the acceptance; all else is there.
  await assert.rejects(peered.apply(), ({ message }: Error) => {
    const words =
      /network\.peeredWith\.dnsResolution is true, but pcx-\w+ to vpc-\w+ is still pending-acceptance\. Accept/;
    assert.match(message, words);
    return true;
  });
  await timed(context, 'accepter', accepter.apply());
  assert.deepEqual(await timed(context, 'peered, again', peered.apply()), { ...nothing, add: 1 });
  await Promise.all(beside);
  const facts: NetworkFacts = {
    there,
    closed: { name: 'closed', endpoints: ['s3', 'dynamodb', 'ecr.api', 'ecr.dkr', 'ec2', 'eks-auth', 'sts'] },
    peered: { name: 'peered', peersIpv6: PEERS_IPV6 },
    cluster: { name: 'docnow', serviceCidr: '172.20.0.0/16' },
  };
  for (const { name, run } of networkKindChecks) await context.test(name, () => run({ aws }, facts));
  const stacks = [closed, peered, accepter, cluster];
  const plans = await Promise.all(stacks.map((stack) => timed(context, `${stack.name}, plan`, stack.plan())));
  assert.deepEqual(plans, [nothing, nothing, nothing, nothing]);
  // The nodes that are there now took the addresses that were free.
  assert.deepEqual(await warnings('cluster', 'plan'), []);
});

void test('all is destroyed, and what others made is as it was', async (context) => {
  const down = (name: string) => timed(context, name, runner(name).destroy());
  await Promise.all(['closed', 'accepter', 'cluster'].map(down));
  await down('peered');
  assert.deepEqual(await inventory({ aws }), untouched);
});
