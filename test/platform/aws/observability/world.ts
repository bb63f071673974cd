import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { EfsVolume, FrontDoor, LegacyInstanceTarget } from '../../../../src';

/** A stack with a way in and files, to watch. */
export function world() {
  const stack = new TerraformStack(new App(), 'watched');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const frontDoor = new FrontDoor(stack, 'FrontDoor', {
    name: 'docnow-demo',
    hostName: 'demo.docnow.io',
    hostedZoneName: 'docnow.io',
    legacy: LegacyInstanceTarget.registeredElsewhere(),
    network: { vpcId: 'vpc-1', publicSubnetIds: ['a', 'b'], publicSubnetCidrs: ['10.0.0.0/23'], securityGroupId: 'sg' },
  });
  const userData = new EfsVolume(stack, 'UserData', {
    vpcId: 'vpc-1',
    subnetIds: ['a'],
    clientSecurityGroupId: 'sg',
  });
  return { stack, frontDoor, userData };
}
