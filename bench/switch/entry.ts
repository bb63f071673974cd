import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  CreateTargetGroupCommandInput,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { clientOptions } from '../../integ/rig/aws/client-options';
import { StartedAws } from '../../integ/rig/aws/start';
import { dataPlaneOrigin } from '../../integ/rig/load/data-plane';

/** A load balancer and two colours behind it, of one server each: what a switch needs, and no more. */
export interface Entry {
  /** Where clients reach the load balancer. */
  readonly origin: string;
  readonly listenerArn: string;
  readonly targetGroups: { readonly blue: string; readonly green: string };
  /** The colours whose servers answer 503 where a load balancer asks for their health, `/health`, and nowhere else. */
  readonly sick: Set<string>;
  stop(): void;
}

/** Makes it by AWS's API: no Terraform but that which is measured. @param healthCheck what AWS would not do by itself */
export async function makeEntry(
  aws: Pick<StartedAws, 'endpoint' | 'region'>,
  healthCheck: Partial<CreateTargetGroupCommandInput> = {},
): Promise<Entry> {
  const elbv2 = new ElasticLoadBalancingV2Client(clientOptions(aws));
  const { Subnets = [] } = await new EC2Client(clientOptions(aws)).send(new DescribeSubnetsCommand());
  const ofOneVpc = Subnets.filter(({ VpcId }) => VpcId === Subnets[0].VpcId);
  const byZone = new Map(ofOneVpc.map(({ AvailabilityZone, SubnetId }) => [AvailabilityZone, SubnetId!] as const));
  const balancer = { Name: 'bench', Subnets: [...byZone.values()].slice(0, 2) };
  const { LoadBalancers } = await elbv2.send(new CreateLoadBalancerCommand(balancer));
  const LoadBalancerArn = LoadBalancers![0].LoadBalancerArn!;
  const none = { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '404' } };
  const { Listeners } = await elbv2.send(
    new CreateListenerCommand({ LoadBalancerArn, Port: 80, Protocol: 'HTTP', DefaultActions: [none] }),
  );
  const servers: Server[] = [];
  const sick = new Set<string>();
  const targetGroup = async (color: string) => {
    const server = createServer((request, answer) => {
      answer.statusCode = request.url === '/health' && sick.has(color) ? 503 : 200;
      const said = JSON.stringify({ color });
      // `/slow` begins its answer at once and takes 5 s to end it; all else is answered when it is read.
      if (request.url === '/slow') {
        answer.write(said.slice(0, 1));
        setTimeout(() => answer.end(said.slice(1)), 5_000);
      } else {
        request.resume().once('end', () => answer.end(said));
      }
    });
    server.keepAliveTimeout = 75_000; // as DocNow's: longer than the load balancer's
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    const group = { Name: color, Protocol: 'HTTP' as const, Port: 3000, TargetType: 'ip' as const, VpcId: 'vpc-1' };
    const { TargetGroups } = await elbv2.send(new CreateTargetGroupCommand({ ...group, ...healthCheck }));
    const TargetGroupArn = TargetGroups![0].TargetGroupArn!;
    const { port } = server.address() as AddressInfo;
    await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '127.0.0.1', Port: port }] }));
    return TargetGroupArn;
  };
  return {
    origin: await dataPlaneOrigin(aws.endpoint, LoadBalancerArn),
    listenerArn: Listeners![0].ListenerArn!,
    targetGroups: { blue: await targetGroup('blue'), green: await targetGroup('green') },
    sick,
    stop: () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
