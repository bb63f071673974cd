import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { createServer, get, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import {
  CreateLaunchTemplateCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateVpcEndpointCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteRouteCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeLaunchTemplatesCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcPeeringConnectionsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { EKSClient, ListClustersCommand } from '@aws-sdk/client-eks';
import {
  ActionTypeEnum,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  ProtocolEnum,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateRoleCommand, GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { assumeRole } from './rig/aws/assume-role';
import { clientOptions } from './rig/aws/client-options';
import { StartedAws, startAws } from './rig/aws/start';
import { dataPlaneOrigin } from './rig/load/data-plane';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { ensureTools } from './rig/tools/ensure-tools';
import { Tools } from './rig/tools/tools';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000';
let folder: TemporaryFolder;
let tools: Tools;
let aws: StartedAws;
const servers: Server[] = [];

before(async () => {
  folder = await temporaryFolder('docnow-aws-');
  tools = await ensureTools();
  aws = await startAws(tools, folder.path);
});

after(async () => {
  servers.forEach((server) => server.close());
  await aws?.stop();
  await folder?.delete();
});

/** What a client is told to reach fakecloud through the proxy, or itself. */
function client(endpoint = aws.endpoint) {
  return clientOptions({ endpoint, region: aws.region });
}

void test('calls are counted by their action, of every protocol that AWS speaks', async () => {
  await new EC2Client(client()).send(new DescribeSubnetsCommand());
  const since = aws.calls.mark();
  await new EC2Client(client()).send(new DescribeSubnetsCommand());
  await assert.rejects(
    new DynamoDBClient(client()).send(new DescribeTableCommand({ TableName: 'none' })),
    ResourceNotFoundException,
  );
  await new EKSClient(client()).send(new ListClustersCommand());
  await fetch(`${aws.endpoint}/_fakecloud/health`);
  assert.equal(aws.calls.mark() - since, 3);
  assert.equal(aws.calls.count('DescribeSubnets'), 2);
  for (const action of ['DescribeSubnets', 'DescribeTable', 'GET /clusters']) {
    assert.equal(aws.calls.count(action, since), 1, action);
  }
});

void test('what does not fit into one packet streams through, to buckets in the path and in the host', async () => {
  const Body = Buffer.alloc(8 * 1024 * 1024, 'docnow');
  const inPath = new S3Client({ ...client(), forcePathStyle: true });
  await inPath.send(new CreateBucketCommand({ Bucket: 'large' }));
  await inPath.send(new PutObjectCommand({ Bucket: 'large', Key: 'object', Body }));
  const read = await inPath.send(new GetObjectCommand({ Bucket: 'large', Key: 'object' }));
  assert.ok(Body.equals(await read.Body!.transformToByteArray()));
  const headers = { host: 'large.s3.us-east-1.amazonaws.com' };
  const answer = await new Promise<IncomingMessage>((resolve) => get(`${aws.endpoint}/object`, { headers }, resolve));
  assert.ok(Body.equals(await buffer(answer)));
});

void test('an object is written on the condition that there is none, by one of many, and again once it is deleted', async () => {
  const Bucket = 'locks';
  const s3 = (endpoint: string) => new S3Client({ ...client(endpoint), forcePathStyle: true, maxAttempts: 1 });
  const mended = s3(aws.endpoint);
  await mended.send(new CreateBucketCommand({ Bucket }));
  await mended.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const write = (through: S3Client, Body: string) =>
    through.send(new PutObjectCommand({ Bucket, Key: 'lock', Body, IfNoneMatch: '*' })).then(
      () => 'written',
      ({ name }: Error) => name,
    );
  const remove = () => mended.send(new DeleteObjectCommand({ Bucket, Key: 'lock' }));
  for (const round of ['first', 'second']) {
    const said = await Promise.all(['a', 'b', 'c', 'd'].map((body) => write(mended, body)));
    const refusal = 'PreconditionFailed';
    assert.deepEqual(said.sort(), [refusal, refusal, refusal, 'written'], round);
    await remove();
  }
  assert.equal(await write(s3(aws.direct), 'a'), 'PreconditionFailed', neededNoMore('only-if-absent'));
});

void test('a role may do what its permissions on S3 cover, and no more', async (context) => {
  const dir = join(folder.path, 'strict');
  await mkdir(dir);
  const strict = await startAws(tools, dir, '--iam', 'strict');
  context.after(() => strict.stop());
  const root = new S3Client({ ...client(strict.endpoint), forcePathStyle: true });
  const [Bucket, Key] = ['permitted', 'object'];
  await root.send(new CreateBucketCommand({ Bucket }));
  await root.send(new PutObjectCommand({ Bucket, Key, Body: 'docnow' }));
  const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action: [Action], Resource: [Resource] });
  const trust = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'sts:AssumeRole' };
  const arn = `arn:aws:s3:::${Bucket}`;
  const PolicyDocument = policy(allow('s3:ListBucket', arn), allow('s3:GetObject', `${arn}/${Key}`));
  const isForbidden = ({ $metadata }: { $metadata: { httpStatusCode?: number } }) => $metadata.httpStatusCode === 403;

  const read = async (endpoint: string, RoleName: string) => {
    const iam = new IAMClient(client(endpoint));
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(trust) }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'read', PolicyDocument }));
    const written = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'read' }));
    assert.equal(decodeURIComponent(written.PolicyDocument!), PolicyDocument);
    const credentials = await assumeRole(strict, RoleName);
    const s3 = new S3Client({ ...client(endpoint), forcePathStyle: true, credentials });
    await assert.rejects(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'other' })), isForbidden);
    await s3.send(new GetObjectCommand({ Bucket, Key }));
    await s3.send(new HeadObjectCommand({ Bucket, Key }));
    await s3.send(new ListObjectsV2Command({ Bucket }));
  };
  await read(strict.endpoint, 'mended');
  await assert.rejects(read(strict.direct, 'bare'), isForbidden, neededNoMore('s3-permissions'));
});

void test('launch templates are found by name', async () => {
  const ec2 = new EC2Client(client());
  for (const LaunchTemplateName of ['app', 'elasticsearch']) {
    const LaunchTemplateData = { InstanceType: 'm6i.large' } as const;
    const TagSpecifications = [{ ResourceType: 'launch-template' as const, Tags: [{ Key: 'a', Value: 'b' }] }];
    await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData, TagSpecifications }));
  }
  const found = async (endpoint: string, LaunchTemplateNames?: string[]) => {
    const command = new DescribeLaunchTemplatesCommand({ LaunchTemplateNames });
    const { LaunchTemplates } = await new EC2Client(client(endpoint)).send(command);
    return LaunchTemplates?.map((one) => `${one.LaunchTemplateName} ${one.Tags?.[0].Key}`).sort();
  };
  assert.deepEqual(await found(aws.endpoint, ['app']), ['app a']);
  assert.deepEqual(await found(aws.endpoint, ['elasticsearch']), ['elasticsearch a']);
  assert.deepEqual(await found(aws.endpoint), ['app a', 'elasticsearch a']);
  assert.equal((await found(aws.direct, ['app']))?.length, 2, neededNoMore('launch-template-names'));
});

void test('a region offers instance types, but not all', async () => {
  const offered = async (endpoint: string) => {
    const Filters = [{ Name: 'instance-type', Values: ['m6i.large', 'hpc6a.48xlarge'] }];
    const command = new DescribeInstanceTypeOfferingsCommand({ LocationType: 'region', Filters });
    return (await new EC2Client(client(endpoint)).send(command)).InstanceTypeOfferings?.map((one) => one.InstanceType);
  };
  assert.deepEqual(await offered(aws.endpoint), ['m6i.large']);
  assert.equal(await offered(aws.direct), undefined, neededNoMore('instance-type-offerings'));
});

void test('a policy of a VPC endpoint is told back', async () => {
  const PolicyDocument = '{"Statement":[{"Condition":{"StringEquals":{"a":"<&>"}}}]}';
  const policy = async (endpoint: string) => {
    const ec2 = new EC2Client(client(endpoint));
    const asked = { VpcId: 'vpc-0123456789abcdef0', ServiceName: 'com.amazonaws.us-east-1.s3', PolicyDocument };
    const { VpcEndpoint } = await ec2.send(new CreateVpcEndpointCommand(asked));
    const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({}));
    return VpcEndpoints?.find((one) => one.VpcEndpointId === VpcEndpoint?.VpcEndpointId)?.PolicyDocument;
  };
  assert.equal(await policy(aws.endpoint), PolicyDocument);
  assert.equal(await policy(aws.direct), undefined, neededNoMore('endpoint-policies'));
});

void test('a VPC of another account and region is peered with as such', async () => {
  const accepter = async (endpoint: string) => {
    const ec2 = new EC2Client(client(endpoint));
    const ask = async (peer: { PeerOwnerId?: string; PeerRegion?: string }) => {
      const asked = { VpcId: 'vpc-0123456789abcdef0', PeerVpcId: 'vpc-0123456789abcdef1', ...peer };
      return (await ec2.send(new CreateVpcPeeringConnectionCommand(asked))).VpcPeeringConnection
        ?.VpcPeeringConnectionId;
    };
    const ids = [await ask({ PeerOwnerId: '210987654321', PeerRegion: 'eu-west-1' }), await ask({})];
    const { VpcPeeringConnections } = await ec2.send(new DescribeVpcPeeringConnectionsCommand({}));
    const found = ids.map((id) => VpcPeeringConnections?.find((one) => one.VpcPeeringConnectionId === id));
    return found.map((one) => [one?.AccepterVpcInfo?.OwnerId, one?.AccepterVpcInfo?.Region].join(' '));
  };
  assert.deepEqual(await accepter(aws.endpoint), ['210987654321 eu-west-1', '123456789012 ']);
  assert.deepEqual(await accepter(aws.direct), ['123456789012 ', '123456789012 '], neededNoMore('peering-owners'));
});

void test('a route to an IPv6 range goes when it is deleted', async () => {
  const table = async (endpoint: string) => {
    const ec2 = new EC2Client(client(endpoint));
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: 'vpc-0123456789abcdef0' }));
    const RouteTableId = RouteTable!.RouteTableId!;
    for (const DestinationIpv6CidrBlock of ['::/0', '2001:db8::/56']) {
      await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationIpv6CidrBlock, GatewayId: 'igw-01234567' }));
    }
    await ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationIpv6CidrBlock: '::/0' }));
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }));
    return RouteTables?.[0].Routes?.flatMap((route) => route.DestinationIpv6CidrBlock ?? []);
  };
  assert.deepEqual(await table(aws.endpoint), ['2001:db8::/56']);
  assert.deepEqual(await table(aws.direct), ['::/0', '2001:db8::/56'], neededNoMore('ipv6-routes'));
});

void test('a load balancer serves its listener for HTTPS, beside one that redirects to it', async () => {
  const statusBy = async (endpoint: string, name: string) => {
    const { arn } = await balancer(endpoint, name);
    const origin = await dataPlaneOrigin(endpoint, arn);
    const elbv2 = new ElasticLoadBalancingV2Client(client(endpoint));
    const { Listeners } = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn: arn }));
    const read = Listeners?.map((one) => [one.Port, one.Protocol, one.DefaultActions?.[0].RedirectConfig?.Protocol]);
    assert.deepEqual(read?.sort(), [
      [443, 'HTTPS', undefined],
      [80, 'HTTP', 'HTTPS'],
    ]);
    return (await fetch(origin, { redirect: 'manual' })).status;
  };
  assert.equal(await statusBy(aws.endpoint, 'mended'), 404);
  assert.equal(await statusBy(aws.direct, 'bare'), 301, neededNoMore('https-serves'));
});

void test('a target group of weight 0 gets nothing, and reads back as it was written', async () => {
  const elbv2 = new ElasticLoadBalancingV2Client(client());
  const { arn, listener } = await balancer(aws.endpoint, 'weighted');
  const [blue, green, legacy] = await Promise.all(['blue', 'green', 'legacy'].map(targets));
  const origin = await dataPlaneOrigin(aws.endpoint, arn);
  const tally = async (requests: number) => {
    const got: Record<string, number> = {};
    for (let count = 0; count < requests; count += 1) {
      const name = await (await fetch(origin)).text();
      got[name] = (got[name] ?? 0) + 1;
    }
    return got;
  };
  const weigh = (...weights: number[]) => ({
    Actions: [
      {
        Type: ActionTypeEnum.FORWARD,
        ForwardConfig: {
          TargetGroups: [blue, green, legacy].map((TargetGroupArn, index) => ({
            TargetGroupArn,
            Weight: weights[index],
          })),
        },
      },
    ],
  });
  const created = await elbv2.send(
    new CreateRuleCommand({
      ListenerArn: listener,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
      ...weigh(100, 0, 0),
    }),
  );
  const RuleArn = created.Rules![0].RuleArn!;
  const written = (rules: typeof created) =>
    rules.Rules!.flatMap((rule) => rule.Actions!.flatMap((one) => one.ForwardConfig?.TargetGroups ?? []));
  const described = async () => elbv2.send(new DescribeRulesCommand({ ListenerArn: listener }));
  for (const weights of [
    [100, 0, 0],
    [0, 100, 0],
    [10, 90, 0],
    [0, 0, 1],
  ]) {
    const since = aws.calls.mark();
    const modified = await elbv2.send(new ModifyRuleCommand({ RuleArn, ...weigh(...weights) }));
    assert.equal(aws.calls.count('ModifyRule', since), 1);
    const { TargetGroups } = weigh(...weights).Actions[0].ForwardConfig;
    assert.deepEqual(written(modified), TargetGroups);
    assert.deepEqual(written(await described()), TargetGroups);
    const expected = ['blue', 'green', 'legacy'].map((name, index) => [name, weights[index] * (weights[2] ? 100 : 1)]);
    assert.deepEqual(await tally(100), Object.fromEntries(expected.filter(([, count]) => count)));
  }
  const direct = new ElasticLoadBalancingV2Client(client(aws.direct));
  await direct.send(new ModifyRuleCommand({ RuleArn, ...weigh(100, 0, 0) }));
  assert.equal((await tally(102)).green, 1, neededNoMore('zero-weights'));
});

function neededNoMore(mend: string): string {
  return `fakecloud is like AWS now: delete integ/rig/aws/mends/${mend}.ts and what names it`;
}

/** A load balancer as the front door makes it. */
async function balancer(endpoint: string, Name: string): Promise<{ arn: string; listener: string }> {
  const { Subnets } = await new EC2Client(client()).send(new DescribeSubnetsCommand());
  const elbv2 = new ElasticLoadBalancingV2Client(client(endpoint));
  const made = await elbv2.send(
    new CreateLoadBalancerCommand({ Name, Subnets: Subnets!.slice(0, 2).map((one) => one.SubnetId!) }),
  );
  const LoadBalancerArn = made.LoadBalancers![0].LoadBalancerArn!;
  const [RedirectConfig, FixedResponseConfig] = [
    { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' as const },
    { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'none' },
  ];
  const https = await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Port: 443,
      Protocol: ProtocolEnum.HTTPS,
      Certificates: [{ CertificateArn: certificate }],
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig }],
    }),
  );
  await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Port: 80,
      Protocol: ProtocolEnum.HTTP,
      DefaultActions: [{ Type: 'redirect', RedirectConfig }],
    }),
  );
  return { arn: LoadBalancerArn, listener: https.Listeners![0].ListenerArn! };
}

/** A target group with one target, which answers with the group's name. */
async function targets(name: string): Promise<string> {
  const server = createServer((_, answer) => answer.end(name));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const elbv2 = new ElasticLoadBalancingV2Client(client());
  const { port } = server.address() as AddressInfo;
  const made = await elbv2.send(
    new CreateTargetGroupCommand({ Name: name, Protocol: 'HTTP', Port: 3000, TargetType: 'ip', VpcId: 'vpc-1' }),
  );
  const TargetGroupArn = made.TargetGroups![0].TargetGroupArn!;
  await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '127.0.0.1', Port: port }] }));
  return TargetGroupArn;
}
