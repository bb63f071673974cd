import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { BALANCER } from './demo-facts';
import { Aws } from '../rig/aws/aws';
import { clientOptions } from '../rig/aws/client-options';
import { dataPlaneOrigin } from '../rig/load/data-plane';

/** Where the example's load balancer answers on this machine. */
export async function balancerOrigin(aws: Aws): Promise<string> {
  const elb = new ElasticLoadBalancingV2Client(clientOptions(aws));
  const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: [BALANCER] }));
  return dataPlaneOrigin(aws.endpoint, LoadBalancers![0].LoadBalancerArn!);
}

/** How many healthy targets a colour has, as an operator asks before a switch. */
export async function healthyTargets(aws: Aws, color: string): Promise<number> {
  const elb = new ElasticLoadBalancingV2Client(clientOptions(aws));
  const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({ Names: [`${BALANCER}-${color}`] }));
  const TargetGroupArn = TargetGroups![0].TargetGroupArn;
  const { TargetHealthDescriptions } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  return (TargetHealthDescriptions ?? []).filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').length;
}
