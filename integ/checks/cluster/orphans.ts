import {
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateVolumeCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSecurityGroupCommand,
  DeleteVolumeCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
  ResourceType,
} from '@aws-sdk/client-ec2';
import { ClusterFacts } from './facts';
import { Reach } from '../check';
import { clients, subnetsOf } from './ask';

/** Ids of what controllers in a cluster made in AWS, and Terraform knows nothing of. */
export interface Orphans {
  readonly vpcId: string;
  readonly securityGroup?: string;
  readonly networkInterface?: string;
  readonly volume?: string;
}

const tagged = (type: ResourceType, tags: Record<string, string>) => [
  { ResourceType: type, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
];

/** Makes what the AWS Load Balancer Controller makes for a balancer, and the driver of EBS for a claim, with their tags. */
export async function makeOrphans(rig: Reach, facts: ClusterFacts): Promise<Orphans> {
  const { ec2 } = clients(rig);
  const [subnet] = await subnetsOf(clients(rig), facts, 'internal-elb');
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: `k8s-traffic-${facts.clusterName}-0123456789`,
      Description: '[k8s] Shared Backend SecurityGroup for LoadBalancer',
      VpcId: subnet.VpcId,
      TagSpecifications: tagged('security-group', {
        'elbv2.k8s.aws/cluster': facts.clusterName,
        'elbv2.k8s.aws/resource': 'backend-sg',
      }),
    }),
  );
  const { NetworkInterface } = await ec2.send(
    new CreateNetworkInterfaceCommand({
      SubnetId: subnet.SubnetId,
      Groups: [GroupId!],
      Description: 'ELB app/k8s-docnow',
    }),
  );
  const { VolumeId } = await ec2.send(
    new CreateVolumeCommand({
      AvailabilityZone: subnet.AvailabilityZone,
      Size: 1,
      TagSpecifications: tagged('volume', {
        'ebs.csi.aws.com/cluster': 'true',
        'kubernetes.io/created-for/pvc/namespace': 'docnow-data',
        'kubernetes.io/created-for/pvc/name': 'redis-0',
      }),
    }),
  );
  return {
    vpcId: subnet.VpcId!,
    securityGroup: GroupId,
    networkInterface: NetworkInterface?.NetworkInterfaceId,
    volume: VolumeId,
  };
}

/** Looks for them as docs/tear-down.md does. */
export async function findOrphans(rig: Reach, { vpcId }: Orphans): Promise<Orphans> {
  const { ec2 } = clients(rig);
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const claimed = [{ Name: 'tag-key', Values: ['kubernetes.io/created-for/pvc/name'] }];
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({ Filters: claimed }));
  return {
    vpcId,
    securityGroup: SecurityGroups.find(({ GroupName }) => GroupName !== 'default')?.GroupId,
    networkInterface: NetworkInterfaces[0]?.NetworkInterfaceId,
    volume: Volumes[0]?.VolumeId,
  };
}

/** Deletes them in the order in which AWS lets them go. */
export async function deleteOrphans(rig: Reach, orphans: Orphans): Promise<void> {
  const { ec2 } = clients(rig);
  await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId: orphans.networkInterface }));
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId: orphans.securityGroup }));
  await ec2.send(new DeleteVolumeCommand({ VolumeId: orphans.volume }));
}
