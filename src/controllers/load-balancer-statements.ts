import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { Statement } from '../platform/aws/iam/policy-document';
import { invalid } from '../platform/invalid';

/**
 * Internal: what binding takes: ask for target groups, their targets' health and the VPC's ranges, none of which IAM can narrow
 * to one (Service Authorization Reference, "Elastic Load Balancing V2" and "Amazon EC2"); and register and deregister. It asks
 * for the nodes' security groups too, to take away rules of its own: without `networking` in a binding it has none.
 *
 * Version 3.5.0 was seen to call these six and no others, from its start to the end of a binding.
 */
export function bindingStatements(scope: Construct, region: string, targetGroupArns: string[]): Statement[] {
  checkTargetGroups(scope, targetGroupArns);
  return [
    {
      Sid: 'Ask',
      Effect: 'Allow',
      Action: [
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeVpcs',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
      ],
      Resource: ['*'],
      Condition: { StringEquals: { 'aws:RequestedRegion': region } },
    },
    {
      Sid: 'Bind',
      Effect: 'Allow',
      Action: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
      Resource: targetGroupArns,
    },
  ];
}

function checkTargetGroups(scope: Construct, targetGroupArns: string[]): void {
  const refuse = (value: unknown, because: string) =>
    invalid(scope, {
      property: 'targetGroupArns',
      value,
      because,
      wayOut: 'Give those of the front door: frontDoor.targets.map(({ targetId }) => targetId).',
    });
  if (targetGroupArns.length === 0) throw refuse(targetGroupArns, 'so that it could fill none');
  const wrong = targetGroupArns.find(
    (arn) => !Token.isUnresolved(arn) && !/^arn:[a-z-]+:elasticloadbalancing:[^:]+:[^:]+:targetgroup\/\S+$/.test(arn),
  );
  if (wrong !== undefined) throw refuse(wrong, 'which is not the ARN of a target group');
}
