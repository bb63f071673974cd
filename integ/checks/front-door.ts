import assert from 'node:assert/strict';
import { ACMClient, DescribeCertificateCommand, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { DescribeSecurityGroupRulesCommand, DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListHostedZonesCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Check, Reach } from './check';
import { clientOptions } from '../rig/aws/client-options';

/** What the front door's stack was told. */
export interface FrontDoorFacts {
  readonly name: string;
  readonly hostName: string;
  readonly zoneName: string;
  readonly colors: readonly string[];
  readonly legacyPort: number;
}

function clients({ aws }: Reach) {
  const options = clientOptions(aws);
  return {
    acm: new ACMClient(options),
    ec2: new EC2Client(options),
    elb: new ElasticLoadBalancingV2Client(options),
    route53: new Route53Client(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
  };
}

async function balancer(reach: Reach, name: string): Promise<LoadBalancer> {
  const { LoadBalancers } = await clients(reach).elb.send(new DescribeLoadBalancersCommand({ Names: [name] }));
  return LoadBalancers![0];
}

/** What must hold of the front door after its apply. */
export const checks: Check<FrontDoorFacts>[] = [
  {
    name: 'front-door: a load balancer in three zones that faces the internet and drops bad headers',
    async run(reach, { name }) {
      const { LoadBalancerArn, AvailabilityZones, Scheme, Type } = await balancer(reach, name);
      assert.deepEqual([Scheme, Type, AvailabilityZones?.length], ['internet-facing', 'application', 3]);
      const { Attributes } = await clients(reach).elb.send(
        new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
      );
      const attributes = Object.fromEntries(Attributes!.map(({ Key, Value }) => [Key, Value]));
      assert.equal(attributes['routing.http.drop_invalid_header_fields.enabled'], 'true');
      assert.equal(attributes['idle_timeout.timeout_seconds'], '60');
      assert.equal(attributes['access_logs.s3.enabled'], 'true');
      assert.ok(attributes['access_logs.s3.bucket']?.startsWith(`${name}-logs-`));
    },
  },
  {
    name: 'front-door: HTTPS with TLS 1.2 and 1.3, HTTP is redirected',
    async run(reach, { name }) {
      const { LoadBalancerArn } = await balancer(reach, name);
      const { Listeners } = await clients(reach).elb.send(new DescribeListenersCommand({ LoadBalancerArn }));
      const [http, https] = Listeners!.sort((one, other) => one.Port! - other.Port!);
      assert.equal(Listeners?.length, 2);
      assert.deepEqual([https.Port, https.Protocol], [443, 'HTTPS']);
      assert.equal(https.SslPolicy, 'ELBSecurityPolicy-TLS13-1-2-2021-06');
      assert.equal(https.DefaultActions?.[0].FixedResponseConfig?.StatusCode, '404');
      assert.deepEqual([http.Port, http.DefaultActions?.[0].RedirectConfig?.Protocol], [80, 'HTTPS']);
    },
  },
  {
    name: 'front-door: a certificate for the host, issued',
    async run(reach, { hostName }) {
      const { acm } = clients(reach);
      const { CertificateSummaryList } = await acm.send(new ListCertificatesCommand({}));
      const own = CertificateSummaryList?.filter(({ DomainName }) => DomainName === hostName) ?? [];
      assert.equal(own.length, 1);
      const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn: own[0].CertificateArn }));
      assert.equal(Certificate?.Status, 'ISSUED');
    },
  },
  {
    name: 'front-door: the host is an alias of the load balancer',
    async run(reach, { name, hostName, zoneName }) {
      const { route53 } = clients(reach);
      const { HostedZones } = await route53.send(new ListHostedZonesCommand({}));
      const zone = HostedZones?.find(({ Name }) => Name === `${zoneName}.`);
      const { ResourceRecordSets } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone?.Id }));
      const record = ResourceRecordSets?.find(({ Name, Type }) => Name === `${hostName}.` && Type === 'A');
      const { DNSName } = await balancer(reach, name);
      assert.equal(record?.AliasTarget?.DNSName?.replace(/\.$/, '').toLowerCase(), DNSName?.toLowerCase());
    },
  },
  {
    name: 'front-door: a target group for each colour and the legacy server',
    async run(reach, { name, colors, legacyPort }) {
      const { elb } = clients(reach);
      const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({}));
      const own = TargetGroups!.filter((group) => group.TargetGroupName?.startsWith(`${name}-`));
      const expected = [
        ...colors.map((color) => [`${name}-${color}`, 'ip', 3000, '/api/v1/setup']),
        [`${name}-legacy`, 'instance', legacyPort, '/api/v1/setup'],
      ];
      assert.deepEqual(
        own.map((group) => [group.TargetGroupName, group.TargetType, group.Port, group.HealthCheckPath]).sort(),
        expected.sort(),
      );
      for (const { TargetGroupArn } of own) {
        const { Attributes } = await elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
        const delay = Attributes?.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds');
        assert.equal(delay?.Value, '30');
      }
    },
  },
  {
    name: 'front-door: the firewall lets web traffic in, and out to the pods alone',
    async run(reach, { name }) {
      const { ec2 } = clients(reach);
      const { SecurityGroups: [groupId] = [] } = await balancer(reach, name);
      const { SecurityGroupRules } = await ec2.send(
        new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [groupId] }] }),
      );
      const told = SecurityGroupRules!.map((rule) => [rule.IsEgress ? 'out' : 'in', rule.FromPort, rule.ToPort]);
      assert.deepEqual(told.sort(), [
        ['in', 443, 443],
        ['in', 80, 80],
        ['out', 3000, 3000],
      ]);
      const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [groupId] }));
      const open = SecurityGroups![0].IpPermissionsEgress!.flatMap(({ IpRanges }) => IpRanges ?? []);
      assert.deepEqual(open, [], 'address ranges that it may talk to');
    },
  },
  {
    name: 'front-door: access logs go to a private, encrypted bucket that only the load balancer writes',
    async run(reach, { name }) {
      const { s3 } = clients(reach);
      const { Buckets } = await s3.send(new ListBucketsCommand({}));
      const Bucket = Buckets?.find((bucket) => bucket.Name?.startsWith(`${name}-logs-`))?.Name;
      const { PublicAccessBlockConfiguration: block } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
      assert.deepEqual(Object.values(block!), [true, true, true, true]);
      const { ServerSideEncryptionConfiguration: encryption } = await s3.send(
        new GetBucketEncryptionCommand({ Bucket }),
      );
      assert.equal(encryption?.Rules?.[0].ApplyServerSideEncryptionByDefault?.SSEAlgorithm, 'AES256');
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
      const allowed = JSON.parse(Policy!).Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
      assert.deepEqual(
        allowed.map(({ Principal, Action }: Record<string, unknown>) => [Principal, Action]),
        [[{ Service: 'logdelivery.elasticloadbalancing.amazonaws.com' }, 's3:PutObject']],
      );
    },
  },
];

/** What must hold of the front door after it was destroyed. */
export const goneChecks: Check<FrontDoorFacts>[] = [
  {
    name: 'front-door: load balancer, target groups, certificate and logs are gone',
    async run(reach, { name, hostName }) {
      const { acm, elb, s3 } = clients(reach);
      const left: (string | undefined)[] = [];
      const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
      left.push(...LoadBalancers.map((one) => one.LoadBalancerName));
      const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({}));
      left.push(...TargetGroups.map((one) => one.TargetGroupName));
      const { CertificateSummaryList = [] } = await acm.send(new ListCertificatesCommand({}));
      left.push(...CertificateSummaryList.map(({ DomainName }) => DomainName).filter((one) => one === hostName));
      const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
      left.push(...Buckets.map(({ Name }) => Name).filter((one) => one?.startsWith(`${name}-logs-`)));
      assert.deepEqual(left, []);
    },
  },
];
