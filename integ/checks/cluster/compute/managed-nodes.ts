import assert from 'node:assert/strict';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import { ComputeFacts } from './facts';
import { Check } from '../../check';
import { clients, nodeGroups } from '../ask';

/** Spot nodes of Bottlerocket on ARM, with everything that can be set, that Elasticsearch does not run on. */
export const spotNodeChecks: Check<ComputeFacts>[] = [
  {
    name: 'compute: spot nodes of Bottlerocket on ARM have labels, taints, updates and repair as they were told',
    run: async (rig, { clusterName }) => {
      const { app } = await nodeGroups(clients(rig), clusterName);
      assert.deepEqual(
        [app.status, app.capacityType, app.amiType, app.instanceTypes],
        ['ACTIVE', 'SPOT', 'BOTTLEROCKET_ARM_64', ['t4g.large', 'm7g.large']],
      );
      assert.deepEqual(app.labels, { 'docnow.io/nodes': 'app', 'example.org/rack': '7' });
      assert.deepEqual(app.taints, [{ key: 'example.org/rack', value: '7', effect: 'PREFER_NO_SCHEDULE' }]);
      assert.deepEqual(app.updateConfig, { maxUnavailablePercentage: 50 });
      assert.deepEqual(app.nodeRepairConfig?.enabled, true);
    },
  },
  {
    name: "compute: Bottlerocket's second disk is the one that grows, both are encrypted, and Elasticsearch's nodes get TOML",
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const { app, elasticsearch } = await nodeGroups(aws, clusterName);
      const read = async ({ id: LaunchTemplateId, version }: { id?: string; version?: string }) => {
        const command = new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: [version!] });
        return (await aws.ec2.send(command)).LaunchTemplateVersions![0].LaunchTemplateData!;
      };
      const [ofApp, ofElasticsearch] = await Promise.all([
        read(app.launchTemplate!),
        read(elasticsearch.launchTemplate!),
      ]);
      assert.deepEqual(
        ofApp.BlockDeviceMappings?.map(({ DeviceName, Ebs }) => [
          DeviceName,
          Ebs?.Encrypted,
          Ebs?.VolumeSize,
          Ebs?.Iops,
        ]),
        [
          ['/dev/xvda', true, undefined, undefined],
          ['/dev/xvdb', true, 60, 4000],
        ],
      );
      assert.equal(ofApp.BlockDeviceMappings![1].Ebs?.Throughput, 200);
      assert.ok(!ofApp.UserData);
      assert.equal(
        Buffer.from(ofElasticsearch.UserData!, 'base64').toString(),
        '[settings.kernel.sysctl]\n"vm.max_map_count" = "262144"\n',
      );
    },
  },
];
