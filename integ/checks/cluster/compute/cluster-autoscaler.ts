import assert from 'node:assert/strict';
import { ComputeFacts } from './facts';
import { Check } from '../../check';
import { roleOf } from '../add-ons';
import { clients } from '../ask';
import { inlineStatements } from '../roles';

/** What Cluster Autoscaler finds in AWS. */
export const clusterAutoscalerChecks: Check<ComputeFacts>[] = [
  {
    name: "compute: Cluster Autoscaler's role changes the groups of its cluster alone, by the tag that EKS gives them",
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const statements = await inlineStatements(aws, await roleOf(aws, clusterName, 'cluster-autoscaler'));
      const changing = statements.filter(({ Action }) => Action.some((one: string) => !/:(Describe|Get)/.test(one)));
      assert.deepEqual(
        changing.map(({ Action, Condition }) => [Action, Condition]),
        [
          [
            ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
            { StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: 'owned' } },
          ],
        ],
      );
    },
  },
];
