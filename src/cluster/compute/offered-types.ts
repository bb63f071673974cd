import { DataAwsEc2InstanceTypeOfferings } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings';
import { Construct } from 'constructs';

/**
 * Internal: has Terraform refuse, as it plans, instance types that the region does not have.
 *
 * @param property the path of the user's construct and the property, such as `cluster/Cluster: compute.instanceTypes`
 */
export function askForTypes(scope: Construct, id: string, property: string, types: string[]): void {
  const lacking = `setsubtract(${JSON.stringify(types)}, self.instance_types)`;
  new DataAwsEc2InstanceTypeOfferings(scope, id, {
    locationType: 'region',
    filter: [{ name: 'instance-type', values: types }],
    lifecycle: {
      postcondition: [
        {
          condition: `\${length(${lacking}) == 0}`,
          errorMessage:
            `${property} names \${join(", ", ${lacking})}, which the region does not offer. ` +
            'Name types that `aws ec2 describe-instance-type-offerings` lists.',
        },
      ],
    },
  });
}
