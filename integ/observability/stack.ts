import { TerraformStack } from 'cdktf';
import { Alarms, ContainerInsights, Dashboard, EfsVolume, FrontDoor, LegacyInstanceTarget, Metric } from '../../src';
import { HandMade } from '../checks/cluster/network-by-hand';
import { ZONE_NAME } from '../story/demo-facts';

/** How the names of all that is watched begin. */
export const NAME = 'watched';
/** Who is told. */
export const EMAIL = 'ops@example.org';

/** Where it stands, and the name of a cluster that may be there. */
export interface WatchedPlace extends Pick<HandMade, 'institute'> {
  readonly securityGroupId: string;
  readonly clusterName: string;
}

/** Writes a front door in the institute's network, files beside it, and what watches both. */
export function writeWatched(stack: TerraformStack, { institute, securityGroupId, clusterName }: WatchedPlace): void {
  const { vpcId, publicSubnetIds, privateSubnetIds } = institute;
  const frontDoor = new FrontDoor(stack, 'FrontDoor', {
    name: NAME,
    hostName: `watched.${ZONE_NAME}`,
    hostedZoneName: ZONE_NAME,
    network: { vpcId, publicSubnetIds, publicSubnetCidrs: ['10.80.0.0/23'], securityGroupId },
    legacy: LegacyInstanceTarget.registeredElsewhere(),
    preview: {},
    removalProtection: false,
  });
  const userData = new EfsVolume(stack, 'UserData', {
    vpcId,
    subnetIds: privateSubnetIds,
    clientSecurityGroupId: securityGroupId,
    removalProtection: false,
  });
  const alarms = new Alarms(stack, 'Alarms', {
    name: NAME,
    frontDoor,
    userData,
    containerInsights: new ContainerInsights(clusterName),
    emails: [EMAIL],
  });
  const queue = new Metric({ namespace: 'DocNow', metricName: 'QueueLength', dimensions: { Queue: 'urls' } });
  alarms.addAlarm('queue', { metric: queue, above: 1000, description: 'url-fetcher lags behind.', periods: 15 });
  const dashboard = new Dashboard(stack, 'Dashboard', { name: NAME, frontDoor });
  dashboard.addGraph('URLs that wait', [queue]);
}
