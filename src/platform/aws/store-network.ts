import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { invalid } from '../invalid';

/** Internal: where a managed store is, and who alone reaches it. */
export interface StoreNetworkProps {
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly clientSecurityGroupId: string;
  readonly name: string;
  readonly port: number;
}

/** Internal: a security group that lets one other in, on one port, and the ranges that a store's addresses are in. */
export class StoreNetwork extends Construct {
  readonly securityGroup: SecurityGroup;

  /** What network policies let through. */
  readonly cidrBlocks: string[];

  /** @throws when a store in two zones has no two subnets */
  constructor(scope: Construct, id: string, props: StoreNetworkProps) {
    super(scope, id);
    const { vpcId, subnetIds, name, port } = props;
    if (subnetIds.length < 2) {
      throw invalid(scope, {
        property: 'subnetIds',
        value: subnetIds,
        because: 'which are not in two zones',
        wayOut: 'Give one private subnet of each zone, such as cluster.privateSubnetIds.',
      });
    }
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      namePrefix: `${name}-`,
      description: `Addresses of ${name}`,
      vpcId,
      tags: { Name: name },
      // One that is in use cannot go before what uses it has another.
      lifecycle: { createBeforeDestroy: true },
    });
    new VpcSecurityGroupIngressRule(this, 'FromClients', {
      securityGroupId: this.securityGroup.id,
      referencedSecurityGroupId: props.clientSecurityGroupId,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      description: 'Pods of the cluster',
    });
    this.cidrBlocks = subnetIds.map(
      (subnetId, index) => new DataAwsSubnet(this, `Subnet${index}`, { id: subnetId }).cidrBlock,
    );
  }
}
