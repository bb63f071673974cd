import {
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { ZONE_NAME } from './demo-facts';
import { Aws } from '../rig/aws/aws';
import { clientOptions } from '../rig/aws/client-options';

/** The zone that an institute has before it comes to us, and still has after we left. */
export interface HostedZone {
  /** The records that are not the zone's own. */
  records(): Promise<string[]>;
  delete(): Promise<void>;
}

/** Makes the zone that the example expects. */
export async function hostedZone(aws: Aws): Promise<HostedZone> {
  const route53 = new Route53Client(clientOptions(aws));
  const { HostedZone: zone } = await route53.send(
    new CreateHostedZoneCommand({ Name: ZONE_NAME, CallerReference: 'the zone of the institute' }),
  );
  const records = async () => {
    const { ResourceRecordSets } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone?.Id }));
    return (ResourceRecordSets ?? [])
      .filter(({ Type }) => Type !== 'NS' && Type !== 'SOA')
      .map(({ Name, Type }) => `${Name} ${Type}`);
  };
  return {
    records,
    delete: async () => {
      await route53.send(new DeleteHostedZoneCommand({ Id: zone?.Id }));
      route53.destroy();
    },
  };
}
