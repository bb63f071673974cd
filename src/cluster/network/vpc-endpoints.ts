import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { ENDPOINT_NAMES, GATEWAY_SERVICES } from './endpoint-names';
import { endpointPolicy } from './endpoint-policies';
import { VpcEndpointService } from './vpc-endpoint-service';

/** Internal: what endpoints are told. */
export interface VpcEndpointsProps {
  readonly clusterName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly services: VpcEndpointService[];
  readonly privateSubnetIds: string[];
  readonly privateRouteTableIds: string[];
  readonly onlyWayOut: boolean;
}

/** Internal: the VPC's ways to services of AWS that do not lead over the internet. */
export class VpcEndpoints extends Construct {
  readonly endpoints: VpcEndpoint[];

  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    const accountId = new DataAwsCallerIdentity(this, 'Account', {}).accountId;
    const isGateway = (service: VpcEndpointService) => GATEWAY_SERVICES.includes(service);
    const byInterface = props.services.some((service) => !isGateway(service)) ? this.interfaceArguments(props) : {};
    this.endpoints = props.services.flatMap((service) =>
      ENDPOINT_NAMES[service].map(
        (name) =>
          new VpcEndpoint(this, name, {
            vpcId: props.vpcId,
            serviceName: `com.amazonaws.${props.region}.${name}`,
            policy: endpointPolicy(service, { accountId, ...props }),
            tags: { Name: `${props.clusterName}-${name}` },
            ...(isGateway(service)
              ? { vpcEndpointType: 'Gateway', routeTableIds: props.privateRouteTableIds }
              : byInterface),
          }),
      ),
    );
  }

  private interfaceArguments({ clusterName, vpcId, vpcCidr, privateSubnetIds }: VpcEndpointsProps) {
    const tags = { Name: `${clusterName}-endpoints` };
    // No rule lets anything out: an endpoint only answers.
    const group = new SecurityGroup(this, 'SecurityGroup', {
      namePrefix: 'docnow-endpoints-',
      description: `Endpoints of the VPC of ${clusterName}`,
      vpcId,
      tags,
    });
    const rule = {
      description: 'HTTPS from the VPC',
      cidrIpv4: vpcCidr,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    };
    new VpcSecurityGroupIngressRule(this, 'Https', { securityGroupId: group.id, ...rule, tags });
    return {
      vpcEndpointType: 'Interface',
      subnetIds: privateSubnetIds,
      securityGroupIds: [group.id],
      // The services' usual names resolve to the endpoints: no client has to be told of them.
      privateDnsEnabled: true,
    };
  }
}
