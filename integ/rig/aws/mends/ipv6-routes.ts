import { Mend } from '../mend';

/** fakecloud says that it deleted a route to an IPv6 range, and keeps it; whoever waits until it is gone waits in vain. */
export function ipv6Routes(): Mend {
  /** Tables and ranges, such as `rtb-0123 ::/0`. */
  const deleted = new Set<string>();
  return {
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html',
    actions: ['CreateRoute', 'DeleteRoute', 'DescribeRouteTables'],
    answer: (xml, form) => {
      const route = `${form.get('RouteTableId')} ${form.get('DestinationIpv6CidrBlock')}`;
      if (form.get('Action') === 'CreateRoute') deleted.delete(route);
      if (form.get('Action') === 'DeleteRoute') deleted.add(route);
      return xml
        .split(/(?=<item><routeTableId>)/)
        .map((table) => {
          const id = /^<item><routeTableId>(.*?)</.exec(table)?.[1];
          return table.replace(
            /<item><destinationIpv6CidrBlock>(.*?)<\/destinationIpv6CidrBlock>.*?<\/item>/gs,
            (said, range: string) => (deleted.has(`${id} ${range}`) ? '' : said),
          );
        })
        .join('');
    },
  };
}
