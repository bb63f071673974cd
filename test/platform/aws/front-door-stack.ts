import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { FrontDoor, FrontDoorProps } from '../../../src';

/** A front door with what it has to have, in a stack of its own. */
export function frontDoorStack(changes: Partial<FrontDoorProps> = {}) {
  const stack = new TerraformStack(new App(), 'front-door');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const door = new FrontDoor(stack, 'FrontDoor', {
    name: 'docnow-demo',
    hostName: 'demo.docnow.io',
    hostedZoneName: 'docnow.io',
    network: {
      vpcId: 'vpc-1',
      publicSubnetIds: ['subnet-1', 'subnet-2'],
      publicSubnetCidrs: ['10.0.0.0/24', '10.0.1.0/24'],
      securityGroupId: 'sg-nodes',
    },
    ...changes,
  });
  return { stack, door };
}
