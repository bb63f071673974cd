import assert from 'node:assert/strict';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeAddressesCommand,
  DescribeFlowLogsCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  Addon,
  DescribeAddonCommand,
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  DescribePodIdentityAssociationCommand,
  EKSClient,
  ListAccessEntriesCommand,
  ListAddonsCommand,
  ListAssociatedAccessPoliciesCommand,
  ListClustersCommand,
  ListNodegroupsCommand,
  ListPodIdentityAssociationsCommand,
  Nodegroup,
} from '@aws-sdk/client-eks';
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient, ListAliasesCommand } from '@aws-sdk/client-kms';
import { Check, Reach } from './check';

/** What the cluster's stack was told. */
export interface ClusterFacts {
  readonly clusterName: string;
  /** The number of NAT gateways: 1 or 3. */
  readonly natGateways: number;
  readonly publicAccessCidrs: string[];
  readonly administratorArns: string[];
  /** The key of the cluster's secrets; read it before destroy by `secretsKeyArn`. */
  readonly secretsKeyArn?: string;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

function clients({ aws }: Reach) {
  const config = { endpoint: aws.endpoint, region: aws.region, credentials };
  return {
    ec2: new EC2Client(config),
    eks: new EKSClient(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    logs: new CloudWatchLogsClient(config),
  };
}

type Clients = ReturnType<typeof clients>;

async function describeCluster({ eks }: Clients, name: string) {
  const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
  assert.ok(cluster, `EKS knows no cluster ${name}`);
  return cluster;
}

async function subnetsOf(aws: Clients, { clusterName }: ClusterFacts, role: string) {
  const vpcId = (await describeCluster(aws, clusterName)).resourcesVpcConfig?.vpcId ?? '';
  const { Subnets = [] } = await aws.ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  return Subnets.filter((subnet) => subnet.Tags?.some((tag) => tag.Key === `kubernetes.io/role/${role}`));
}

async function nodeGroups({ eks }: Clients, clusterName: string): Promise<Record<string, Nodegroup>> {
  const { nodegroups = [] } = await eks.send(new ListNodegroupsCommand({ clusterName }));
  const found = await Promise.all(
    nodegroups.map(
      async (nodegroupName) =>
        (await eks.send(new DescribeNodegroupCommand({ clusterName, nodegroupName }))).nodegroup!,
    ),
  );
  return Object.fromEntries(found.map((group) => [group.labels?.['docnow.io/nodes'] ?? '', group]));
}

async function addOns({ eks }: Clients, clusterName: string): Promise<Record<string, Addon>> {
  const { addons = [] } = await eks.send(new ListAddonsCommand({ clusterName }));
  const found = await Promise.all(
    addons.map(async (addonName) => (await eks.send(new DescribeAddonCommand({ clusterName, addonName }))).addon!),
  );
  return Object.fromEntries(found.map((addOn) => [addOn.addonName!, addOn]));
}

async function logGroup({ logs }: Clients, logGroupName: string) {
  const found = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
  return found.logGroups?.find((group) => group.logGroupName === logGroupName);
}

const nameOfRole = (arn: string | undefined) => arn?.split('/').pop() ?? '';

async function trust({ iam }: Clients, roleArn: string | undefined) {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: nameOfRole(roleArn) }));
  return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).Statement[0];
}

async function managedPolicies({ iam }: Clients, roleArn: string | undefined): Promise<string[]> {
  const found = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: nameOfRole(roleArn) }));
  return (found.AttachedPolicies ?? []).map((policy) => policy.PolicyArn!.split(':policy/')[1]).sort();
}

async function inlineStatements({ iam }: Clients, roleArn: string | undefined): Promise<any[]> {
  const RoleName = nameOfRole(roleArn);
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const policies = await Promise.all(
    PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
  );
  return policies.flatMap(({ PolicyDocument }) => JSON.parse(decodeURIComponent(PolicyDocument ?? '')).Statement);
}

/** The key of a cluster's secrets, to ask after it once the cluster is gone. */
export async function secretsKeyArn(rig: Reach, clusterName: string): Promise<string | undefined> {
  return (await describeCluster(clients(rig), clusterName)).encryptionConfig?.[0].provider?.keyArn;
}

/** What DocNowCluster made, as AWS's APIs tell it. */
export const checks: Check<ClusterFacts>[] = [
  {
    name: 'cluster: public and private subnets over three zones, tagged for load balancers, none gives public addresses',
    run: async (rig, facts) => {
      const aws = clients(rig);
      for (const role of ['elb', 'internal-elb']) {
        const subnets = await subnetsOf(aws, facts, role);
        assert.equal(new Set(subnets.map((subnet) => subnet.AvailabilityZone)).size, 3, role);
        assert.equal(subnets.length, 3, role);
        for (const subnet of subnets) {
          assert.equal(subnet.MapPublicIpOnLaunch, false);
          const tags = Object.fromEntries(subnet.Tags!.map((tag) => [tag.Key, tag.Value]));
          assert.equal(tags[`kubernetes.io/role/${role}`], '1');
          assert.equal(tags[`kubernetes.io/cluster/${facts.clusterName}`], 'shared');
        }
      }
      const VpcId = (await subnetsOf(aws, facts, 'elb'))[0].VpcId;
      for (const Attribute of ['enableDnsHostnames', 'enableDnsSupport'] as const) {
        const found = await aws.ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));
        assert.equal((found.EnableDnsHostnames ?? found.EnableDnsSupport)?.Value, true, Attribute);
      }
    },
  },
  {
    name: 'cluster: private subnets go out by NAT, public ones by the internet gateway',
    run: async (rig, facts) => {
      const aws = clients(rig);
      const zoneOf = new Map<string, string>();
      for (const subnet of await subnetsOf(aws, facts, 'elb')) zoneOf.set(subnet.SubnetId!, subnet.AvailabilityZone!);
      const isPublic = (id: string) => zoneOf.has(id);
      const privateSubnets = await subnetsOf(aws, facts, 'internal-elb');
      const vpc = [{ Name: 'vpc-id', Values: [privateSubnets[0].VpcId!] }];
      const { NatGateways = [] } = await aws.ec2.send(new DescribeNatGatewaysCommand({ Filter: vpc }));
      assert.equal(NatGateways.length, facts.natGateways);
      const { RouteTables = [] } = await aws.ec2.send(new DescribeRouteTablesCommand({ Filters: vpc }));
      const defaultRoute = (subnetId: string) =>
        RouteTables.find((table) => table.Associations?.some((one) => one.SubnetId === subnetId))?.Routes?.find(
          (route) => route.DestinationCidrBlock === '0.0.0.0/0',
        );
      for (const subnetId of zoneOf.keys()) assert.match(defaultRoute(subnetId)?.GatewayId ?? '', /^igw-/);
      for (const subnet of privateSubnets) {
        const gateway = NatGateways.find((one) => one.NatGatewayId === defaultRoute(subnet.SubnetId!)?.NatGatewayId);
        assert.ok(gateway && isPublic(gateway.SubnetId!), `${subnet.SubnetId} has no way out by NAT`);
        if (facts.natGateways === 3) assert.equal(zoneOf.get(gateway.SubnetId!), subnet.AvailabilityZone);
      }
    },
  },
  {
    name: 'cluster: the default security group lets nothing through',
    run: async (rig, facts) => {
      const aws = clients(rig);
      const vpcId = (await describeCluster(aws, facts.clusterName)).resourcesVpcConfig!.vpcId!;
      const { SecurityGroups = [] } = await aws.ec2.send(
        new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
      );
      const unused = SecurityGroups.find((group) => group.GroupName === 'default');
      assert.deepEqual([unused?.IpPermissions, unused?.IpPermissionsEgress], [[], []]);
    },
  },
  {
    name: 'cluster: flow logs reach a log group with retention, by a role that can write to it alone',
    run: async (rig, facts) => {
      const aws = clients(rig);
      const vpcId = (await describeCluster(aws, facts.clusterName)).resourcesVpcConfig!.vpcId!;
      const { FlowLogs = [] } = await aws.ec2.send(
        new DescribeFlowLogsCommand({ Filter: [{ Name: 'resource-id', Values: [vpcId] }] }),
      );
      assert.deepEqual(
        FlowLogs.map((log) => [log.TrafficType, log.FlowLogStatus]),
        [['ALL', 'ACTIVE']],
      );
      const group = await logGroup(aws, `/docnow/${facts.clusterName}/flow-logs`);
      assert.equal(group?.retentionInDays, 90);
      const role = FlowLogs[0].DeliverLogsPermissionArn;
      assert.deepEqual((await trust(aws, role)).Principal, { Service: 'vpc-flow-logs.amazonaws.com' });
      const writes = (await inlineStatements(aws, role)).filter(({ Action }) => Action.includes('logs:PutLogEvents'));
      assert.equal(writes.length, 1);
      for (const resource of writes[0].Resource) assert.match(resource, /:log-group:\/docnow\/[^*]+\/flow-logs(:\*)?$/);
    },
  },
  {
    name: 'cluster: the API server is private but for the named addresses, with access by entries alone',
    run: async (rig, { clusterName, publicAccessCidrs, administratorArns }) => {
      const aws = clients(rig);
      const cluster = await describeCluster(aws, clusterName);
      assert.equal(cluster.status, 'ACTIVE');
      assert.equal(cluster.version, '1.34');
      assert.equal(cluster.accessConfig?.authenticationMode, 'API');
      const { endpointPrivateAccess, endpointPublicAccess, publicAccessCidrs: open } = cluster.resourcesVpcConfig!;
      assert.equal(endpointPrivateAccess, true);
      assert.equal(endpointPublicAccess, publicAccessCidrs.length > 0);
      if (publicAccessCidrs.length > 0) assert.deepEqual(open, publicAccessCidrs);
      const { accessEntries = [] } = await aws.eks.send(new ListAccessEntriesCommand({ clusterName }));
      for (const principalArn of administratorArns) {
        assert.ok(accessEntries.includes(principalArn), `no access entry for ${principalArn}`);
        const found = await aws.eks.send(new ListAssociatedAccessPoliciesCommand({ clusterName, principalArn }));
        assert.deepEqual(
          found.associatedAccessPolicies?.map((policy) => [
            policy.policyArn?.split('/').pop(),
            policy.accessScope?.type,
          ]),
          [['AmazonEKSClusterAdminPolicy', 'cluster']],
        );
      }
    },
  },
  {
    name: 'cluster: secrets are encrypted by a key that rotates',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const [config] = (await describeCluster(aws, clusterName)).encryptionConfig ?? [];
      assert.deepEqual(config?.resources, ['secrets']);
      const { KeyRotationEnabled } = await aws.kms.send(
        new GetKeyRotationStatusCommand({ KeyId: config.provider?.keyArn }),
      );
      assert.equal(KeyRotationEnabled, true);
    },
  },
  {
    name: 'cluster: every log of the control plane goes to a group that was there before, with retention',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const cluster = await describeCluster(aws, clusterName);
      const enabled = cluster.logging?.clusterLogging?.filter((one) => one.enabled).flatMap((one) => one.types ?? []);
      assert.deepEqual(enabled?.sort(), ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']);
      const group = await logGroup(aws, `/aws/eks/${clusterName}/cluster`);
      assert.equal(group?.retentionInDays, 90);
      // EKS tells whole seconds.
      assert.ok(group!.creationTime! <= cluster.createdAt!.getTime() + 999, 'the log group came after the cluster');
    },
  },
  {
    name: 'cluster: two node groups, that of Elasticsearch tainted and labelled, in private subnets',
    run: async (rig, facts) => {
      const aws = clients(rig);
      const groups = await nodeGroups(aws, facts.clusterName);
      assert.deepEqual(Object.keys(groups).sort(), ['app', 'elasticsearch']);
      const privateIds = (await subnetsOf(aws, facts, 'internal-elb')).map((subnet) => subnet.SubnetId);
      for (const group of Object.values(groups)) {
        assert.equal(group.status, 'ACTIVE');
        assert.deepEqual([...(group.subnets ?? [])].sort(), privateIds.sort());
        assert.deepEqual(await managedPolicies(aws, group.nodeRole), [
          'AmazonEC2ContainerRegistryPullOnly',
          'AmazonEKSWorkerNodePolicy',
        ]);
      }
      assert.deepEqual(groups.app.taints ?? [], []);
      assert.deepEqual(groups.elasticsearch.taints, [
        { key: 'docnow.io/nodes', value: 'elasticsearch', effect: 'NO_SCHEDULE' },
      ]);
    },
  },
  {
    name: 'cluster: nodes take session-bound credentials one hop away, and encrypt their disks',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      for (const group of Object.values(await nodeGroups(aws, clusterName))) {
        const { id: LaunchTemplateId, version } = group.launchTemplate ?? {};
        const { LaunchTemplateVersions = [] } = await aws.ec2.send(
          new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: [version!] }),
        );
        const data = LaunchTemplateVersions[0].LaunchTemplateData!;
        assert.equal(data.MetadataOptions?.HttpTokens, 'required');
        assert.equal(data.MetadataOptions?.HttpPutResponseHopLimit, 1);
        const [disk] = data.BlockDeviceMappings ?? [];
        assert.deepEqual([disk.Ebs?.VolumeType, disk.Ebs?.Encrypted], ['gp3', true]);
        const boots = Buffer.from(data.UserData ?? '', 'base64').toString();
        assert.equal(boots.includes('vm.max_map_count=262144'), group.labels?.['docnow.io/nodes'] === 'elasticsearch');
      }
    },
  },
  {
    name: 'cluster: add-ons that nodes need came before them, those that need nodes after them',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const found = await addOns(aws, clusterName);
      const before = ['eks-pod-identity-agent', 'vpc-cni'];
      const after = ['aws-ebs-csi-driver', 'aws-efs-csi-driver', 'coredns', 'kube-proxy', 'metrics-server'];
      assert.deepEqual(Object.keys(found).sort(), [...before, ...after].sort());
      for (const addOn of Object.values(found)) assert.equal(addOn.status, 'ACTIVE', addOn.addonName);
      const groups = Object.values(await nodeGroups(aws, clusterName)).map((group) => group.createdAt!.getTime());
      for (const name of before) assert.ok(found[name].createdAt!.getTime() <= Math.min(...groups), name);
      for (const name of after) assert.ok(found[name].createdAt!.getTime() >= Math.max(...groups), name);
      assert.equal(JSON.parse(found['vpc-cni'].configurationValues ?? '{}').enableNetworkPolicy, 'true');
    },
  },
  {
    name: 'cluster: three add-ons have a role each, bound to cluster, namespace and service account',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const expected: Record<string, string> = {
        'aws-node': 'AmazonEKS_CNI_Policy',
        'ebs-csi-controller-sa': 'service-role/AmazonEBSCSIDriverPolicy',
        'efs-csi-controller-sa': 'service-role/AmazonEFSCSIDriverPolicy',
      };
      const { associations = [] } = await aws.eks.send(new ListPodIdentityAssociationsCommand({ clusterName }));
      const own = associations.filter(({ namespace }) => namespace === 'kube-system');
      assert.deepEqual(own.map((one) => one.serviceAccount).sort(), Object.keys(expected).sort());
      for (const { associationId, serviceAccount } of own) {
        const { association } = await aws.eks.send(
          new DescribePodIdentityAssociationCommand({ clusterName, associationId }),
        );
        assert.deepEqual(await managedPolicies(aws, association?.roleArn), [expected[serviceAccount!]]);
        const statement = await trust(aws, association?.roleArn);
        assert.deepEqual(statement.Principal, { Service: 'pods.eks.amazonaws.com' });
        assert.deepEqual(statement.Condition.StringEquals, {
          'aws:RequestTag/eks-cluster-name': clusterName,
          'aws:RequestTag/kubernetes-namespace': 'kube-system',
          'aws:RequestTag/kubernetes-service-account': serviceAccount,
        });
      }
    },
  },
];

/** After destroy. A key of KMS is never gone at once: it waits for its deletion. */
export const goneChecks: Check<ClusterFacts>[] = [
  {
    name: 'cluster: EKS, EC2, IAM, KMS and CloudWatch list nothing of it, orphans included',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const left: string[] = [];
      const note = (kind: string, names: (string | undefined)[] | undefined) =>
        left.push(...(names ?? []).map((name) => `${kind} ${name}`));
      note('cluster', (await aws.eks.send(new ListClustersCommand({}))).clusters);
      const { Vpcs } = await aws.ec2.send(new DescribeVpcsCommand({}));
      const own = Vpcs?.filter((vpc) => !vpc.IsDefault).map((vpc) => vpc.VpcId!) ?? [];
      note('VPC', own);
      const { NatGateways } = await aws.ec2.send(new DescribeNatGatewaysCommand({}));
      note(
        'NAT gateway',
        NatGateways?.filter((one) => one.State !== 'deleted').map((one) => one.NatGatewayId),
      );
      note(
        'address',
        (await aws.ec2.send(new DescribeAddressesCommand({}))).Addresses?.map((one) => one.AllocationId),
      );
      const { NetworkInterfaces } = await aws.ec2.send(new DescribeNetworkInterfacesCommand({}));
      note(
        'network interface',
        NetworkInterfaces?.map((one) => one.NetworkInterfaceId),
      );
      const { SecurityGroups } = await aws.ec2.send(new DescribeSecurityGroupsCommand({}));
      const groups = SecurityGroups?.filter((group) => group.GroupName !== 'default' || own.includes(group.VpcId!));
      note(
        'security group',
        groups?.map((group) => group.GroupId),
      );
      const { LaunchTemplates } = await aws.ec2.send(new DescribeLaunchTemplatesCommand({}));
      note(
        'launch template',
        LaunchTemplates?.map((template) => template.LaunchTemplateName),
      );
      note(
        'flow log',
        (await aws.ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs?.map((log) => log.FlowLogId),
      );
      const { Roles } = await aws.iam.send(new ListRolesCommand({}));
      note(
        'role',
        Roles?.map((role) => role.RoleName).filter((name) => name?.startsWith('docnow-')),
      );
      for (const name of [`/aws/eks/${clusterName}/cluster`, `/docnow/${clusterName}/flow-logs`]) {
        if (await logGroup(aws, name)) note('log group', [name]);
      }
      const { Aliases } = await aws.kms.send(new ListAliasesCommand({}));
      note(
        'alias',
        Aliases?.map((one) => one.AliasName).filter((name) => name?.startsWith('alias/docnow/')),
      );
      assert.deepEqual(left, []);
    },
  },
  {
    name: 'cluster: the key of its secrets waits for its deletion',
    run: async (rig, { secretsKeyArn }) => {
      if (!secretsKeyArn) return;
      const { KeyMetadata } = await clients(rig).kms.send(new DescribeKeyCommand({ KeyId: secretsKeyArn }));
      assert.equal(KeyMetadata?.KeyState, 'PendingDeletion');
    },
  },
];
