import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { Ground, second, Way } from './ways';
import { clientOptions } from '../../integ/rig/aws/client-options';
import { StartedAws } from '../../integ/rig/aws/start';
import { dataPlaneOrigin } from '../../integ/rig/load/data-plane';

/** Seconds that an answer for an alias of a load balancer may be kept (Route 53, "Choosing between alias and non-alias records"). */
const TTL = 60;
const NAME = 'dns.docnow.io.';

/** A name that leads to one load balancer, then to another. Clients keep its answer for the TTL, and a connection for 20 s. */
export async function dns(ground: Ground, aws: StartedAws): Promise<Way> {
  const route53 = new Route53Client(clientOptions(aws));
  const { Subnets } = await new EC2Client(clientOptions(aws)).send(new DescribeSubnetsCommand());
  const other = await second(
    ground,
    Subnets!.slice(0, 2).map(({ SubnetId }) => SubnetId!),
  );
  const origins: Record<string, string> = {
    'bench.docnow.io': ground.entry.origin,
    'bench-2.docnow.io': await dataPlaneOrigin(aws.endpoint, other),
  };
  const zone = await route53.send(new CreateHostedZoneCommand({ Name: 'docnow.io', CallerReference: 'bench' }));
  const HostedZoneId = zone.HostedZone!.Id!;
  const point = async (Value: string) => {
    const ResourceRecordSet = { Name: NAME, Type: 'CNAME' as const, TTL, ResourceRecords: [{ Value }] };
    const Changes = [{ Action: 'UPSERT' as const, ResourceRecordSet }];
    await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
  };
  await point('bench.docnow.io');
  const ask = async () => {
    const { ResourceRecordSets } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
    return origins[ResourceRecordSets!.find(({ Name }) => Name === NAME)!.ResourceRecords![0].Value!];
  };
  return {
    name: 'DNS, TTL 60 s',
    host: 'any.docnow.io',
    origin: cached(ask),
    keep: 20_000,
    move: () => point('bench-2.docnow.io'),
  };
}

/** A resolver: it has asked at some moment of the last TTL, whichever. */
function cached(ask: () => Promise<string>): () => Promise<string> {
  let until = performance.now() + (TTL / 2) * 1000;
  let known = ask();
  return () => {
    if (performance.now() > until) {
      until = performance.now() + TTL * 1000;
      known = ask();
    }
    return known;
  };
}
