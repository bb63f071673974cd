import { Ec2Tag } from '@cdktf/provider-aws/lib/ec2-tag';
import { Construct } from 'constructs';
import { RoutedNetwork } from './bound-network';
import { discoveryTags, SubnetKind } from './discovery-tags';
import { ExistingNetworkProps } from './existing-network-props';
import { ExistingVpc } from './existing-vpc';
import { NetworkContext } from './network-context';
import { NetworkSource } from './network-source';
import { checkRange, isIpv6, NamedRange } from './overlaps';
import { checkId } from './resource-id';
import { invalid } from '../../platform/invalid';
import { repeated } from '../../platform/repeated';

/** Internal: a VPC of somebody else. */
export class ExistingNetwork implements NetworkSource {
  readonly ipv6: boolean;

  constructor(private readonly props: ExistingNetworkProps) {
    this.ipv6 = props.cidrBlocks.some(isIpv6);
  }

  ranges(scope: Construct): NamedRange[] {
    const property = 'network.cidrBlocks';
    const { cidrBlocks } = this.props;
    cidrBlocks.forEach((cidr) => checkRange(scope, property, cidr));
    if (cidrBlocks.length === 0 || isIpv6(cidrBlocks[0])) {
      const because = 'which does not begin with an IPv4 range';
      throw invalid(scope, {
        property,
        value: cidrBlocks,
        because,
        wayOut: 'Begin with the one that the VPC was made with',
      });
    }
    return cidrBlocks.map((cidr) => ({ property, cidr, wayOut: 'Name each range of the VPC once' }));
  }

  make(scope: Construct, id: string, context: NetworkContext): RoutedNetwork {
    this.checkIds(scope);
    const { publicSubnetIds, privateSubnetIds, tagSubnets = true } = this.props;
    const vpc = new ExistingVpc(scope, id, { ...this.props, ...context });
    if (tagSubnets) {
      const { clusterName, privateSubnetTags } = context;
      this.tag(vpc, 'Public', publicSubnetIds, discoveryTags('Public', clusterName));
      const privateTags = { ...discoveryTags('Private', clusterName), ...privateSubnetTags };
      this.tag(vpc, 'Private', privateSubnetIds, privateTags);
    }
    return vpc;
  }

  private tag(scope: Construct, kind: SubnetKind, subnetIds: string[], tags: { readonly [key: string]: string }): void {
    subnetIds.forEach((resourceId, index) => {
      // By number, since a key has the cluster's name in it: what more there is comes last.
      Object.entries(tags).forEach(([key, value], number) => {
        new Ec2Tag(scope, `${kind}${index}Tag${number}`, { resourceId, key, value });
      });
    });
  }

  private checkIds(scope: Construct): void {
    const { vpcId, publicSubnetIds, privateSubnetIds } = this.props;
    checkId(scope, 'network.vpcId', 'vpc', vpcId);
    for (const [property, value] of Object.entries({ publicSubnetIds, privateSubnetIds })) {
      value.forEach((subnetId) => checkId(scope, `network.${property}`, 'subnet', subnetId));
      if (value.length >= 2) continue;
      const because = 'but EKS and load balancers want subnets in at least 2 zones';
      throw invalid(scope, { property: `network.${property}`, value, because, wayOut: 'Name 2 or more' });
    }
    const twice = repeated([...publicSubnetIds, ...privateSubnetIds]);
    if (!twice) return;
    throw invalid(scope, {
      property: 'network.publicSubnetIds, privateSubnetIds',
      value: twice,
      because: 'which is named twice',
      wayOut: 'Name each subnet once, as what its default route makes it',
    });
  }
}
