import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';

/** Internal: what is behind the load balancer, by its security group or else its range, and the port it is reached on. */
export interface Behind {
  readonly id: string;
  readonly securityGroupId?: string;
  readonly cidr?: string;
  readonly port: number;
}

/** Internal: the load balancer's security group: web traffic in, and out to the targets' ports alone. */
export function firewall(scope: Construct, name: string, vpcId: string, clientCidrs: string[], behind: Behind[]) {
  const group = new SecurityGroup(scope, 'SecurityGroup', {
    namePrefix: `${name}-`,
    description: 'The way in to DocNow',
    vpcId,
    tags: { Name: name },
    lifecycle: { createBeforeDestroy: true },
  });
  clientCidrs.forEach((cidrIpv4, index) => {
    for (const [protocol, port] of Object.entries({ Https: 443, Http: 80 })) {
      new VpcSecurityGroupIngressRule(scope, `${protocol}From${index}`, {
        securityGroupId: group.id,
        description: port === 443 ? 'HTTPS from clients' : 'HTTP from clients, which is redirected',
        cidrIpv4,
        ...tcp(port),
      });
    }
  });
  for (const { id, securityGroupId, cidr, port } of behind) {
    new VpcSecurityGroupEgressRule(scope, `To${id}`, {
      securityGroupId: group.id,
      description: 'Requests and health checks',
      referencedSecurityGroupId: securityGroupId,
      cidrIpv4: cidr,
      ...tcp(port),
    });
    // What is known by its range is others' to open.
    if (securityGroupId === undefined) continue;
    new VpcSecurityGroupIngressRule(scope, `Into${id}`, {
      securityGroupId,
      description: `Requests and health checks of the load balancer ${name}`,
      referencedSecurityGroupId: group.id,
      ...tcp(port),
    });
  }
  return group;
}

function tcp(port: number) {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port };
}
