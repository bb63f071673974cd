import assert from 'node:assert/strict';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import { ClusterFacts } from './facts';
import { Check } from '../check';
import { clients, subnetsOf, nodeGroups } from './ask';
import { managedPolicies } from './roles';

/** The nodes, as EKS and EC2 tell them. */
export const nodeChecks: Check<ClusterFacts>[] = [
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
];
