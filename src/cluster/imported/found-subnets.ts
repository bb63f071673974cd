import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsSubnets } from '@cdktf/provider-aws/lib/data-aws-subnets';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { invalid } from '../../platform/invalid';
import { repeated } from '../../platform/repeated';

/** Internal: which subnets of somebody else's network are meant. */
export interface FoundSubnetsProps {
  /** The property that names them, for errors. */
  readonly property: string;
  /** Those named. */
  readonly given?: string[];
  /** The tag by which the others are found, in this VPC. */
  readonly tag: string;
  readonly vpcId: string;
  /** How many are to be found. */
  readonly zones: number;
}

/**
 * Internal: subnets of one kind, looked up when somebody asks for them first: who needs none need have none.
 *
 * Their number is stated and checked at the plan, since each has to have a place in what is synthesized.
 */
export class FoundSubnets extends Construct {
  private known?: string[];
  private ranges?: string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FoundSubnetsProps,
  ) {
    super(scope, id);
    const { property, given, zones } = props;
    const wayOut = 'Give one of each zone, of at least 2 zones.';
    if (given !== undefined && (given.length < 2 || repeated(given) !== undefined)) {
      throw invalid(scope, { property, value: given, because: 'which are not subnets of at least 2 zones', wayOut });
    }
    if (!(Number.isInteger(zones) && zones >= 2 && zones <= 6)) {
      const because = 'which is not a number of zones that an EKS cluster spans';
      throw invalid(scope, { property: 'zones', value: zones, because, wayOut: 'Use a whole number from 2 to 6.' });
    }
  }

  ids(): string[] {
    return (this.known ??= this.props.given ?? this.find());
  }

  cidrs(): string[] {
    return (this.ranges ??= this.ids().map((id, index) => new DataAwsSubnet(this, `Subnet${index}`, { id }).cidrBlock));
  }

  private find(): string[] {
    const { property, tag, vpcId, zones } = this.props;
    const found = new DataAwsSubnets(this, 'Found', {
      filter: [
        { name: 'vpc-id', values: [vpcId] },
        { name: 'tag-key', values: [tag] },
      ],
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(self.ids) == ${zones}}`,
            errorMessage:
              `The VPC \${join(", ", flatten([for one in self.filter : one.values if one.name == "vpc-id"]))} has ` +
              `\${length(self.ids)} subnets with the tag ${tag}, not ${zones}. Say how many there are by zones, or ` +
              `name them by ${property}.`,
          },
        ],
      },
    });
    // In one order, whichever AWS tells them in.
    const sorted = Fn.sort(found.ids);
    return Array.from({ length: zones }, (_, index) => Fn.element(sorted, index) as string);
  }
}
