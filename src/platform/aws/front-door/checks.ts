import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { FrontDoorProps } from './front-door-props';
import { Color } from '../../color';
import { InvalidValue, invalid } from '../../invalid';
import { repeated } from '../../repeated';
import { checkSourceCidrs } from '../../source-ranges';
import { TARGET_GROUPS_OF_A_RULE } from '../target-groups-of-a-rule';

/** Internal: refuses what AWS would refuse, or what would lose requests. @throws with the way out */
export function checkFrontDoor(scope: IConstruct, props: FrontDoorProps, colors: Color[]): void {
  const wrong = [...names(props), ...targets(props, colors), ...numbers(props)][0];
  if (wrong) throw invalid(scope, wrong);
  props.legacy?._check(scope);
  checkPreview(scope, props);
}

function* names({ name, hostName, hostedZoneName, network }: FrontDoorProps): Iterable<InvalidValue> {
  if (
    !Token.isUnresolved(name) &&
    !(/^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/.test(name) && name.length < 20)
  ) {
    yield {
      property: 'name',
      value: name,
      because: 'which cannot begin the names of a load balancer and its target groups',
      wayOut: 'Use 1 to 19 letters, digits and hyphens, no hyphen at either end, not beginning with internal-.',
    };
  }
  const [host, zone] = [hostName, hostedZoneName].map((one) => one.toLowerCase().replace(/\.$/, ''));
  const known = !Token.isUnresolved(hostName) && !Token.isUnresolved(hostedZoneName);
  if (known && !/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(host)) {
    yield {
      property: 'hostName',
      value: hostName,
      because: 'which is not a host name',
      wayOut: 'Use one such as demo.docnow.io.',
    };
  }
  if (known && host !== zone && !host.endsWith(`.${zone}`)) {
    yield {
      property: 'hostName',
      value: hostName,
      because: `which is not in the hosted zone '${hostedZoneName}', so nobody would find it`,
      wayOut: `Use a name that ends in .${zone}, or the zone that the name is in.`,
    };
  }
  if (!Token.isUnresolved(network.publicSubnetIds) && network.publicSubnetIds.length < 2) {
    yield {
      property: 'network.publicSubnetIds',
      value: network.publicSubnetIds,
      because: 'fewer than the 2 that an Application Load Balancer needs',
      wayOut: 'Give public subnets of at least 2 zones.',
    };
  }
}

function* targets({ legacy }: FrontDoorProps, colors: Color[]): Iterable<InvalidValue> {
  const given = colors.map((color) => color.name);
  const twice = repeated(given);
  if (twice !== undefined) {
    yield {
      property: 'colors',
      value: given,
      because: `in which '${twice}' stands twice`,
      wayOut: 'Name each colour once.',
    };
  }
  if (given.includes(Color.LEGACY.name)) {
    yield {
      property: 'colors',
      value: given,
      because: `in which '${Color.LEGACY.name}' is the name of what runs outside Kubernetes`,
      wayOut: 'Leave it out and give the property legacy.',
    };
  }
  const most = TARGET_GROUPS_OF_A_RULE - (legacy ? 1 : 0);
  if (given.length < 1 || given.length > most) {
    yield {
      property: 'colors',
      value: given,
      because: `which are ${given.length}; a load balancer's rule takes 1 to ${most}${legacy ? ' beside the legacy server' : ''}`,
      wayOut: 'Use Color.BLUE and Color.GREEN.',
    };
  }
}

function* numbers({ deregistrationDelay, logRetentionDays }: FrontDoorProps): Iterable<InvalidValue> {
  const limits: [string, number | undefined, number, number, string][] = [
    ['deregistrationDelay', deregistrationDelay, 0, 3600, 'seconds'],
    ['logRetentionDays', logRetentionDays, 1, 36500, 'days'],
  ];
  for (const [property, value, least, most, unit] of limits) {
    if (value === undefined || Token.isUnresolved(value)) continue;
    if (!Number.isInteger(value) || value < least || value > most) {
      yield {
        property,
        value,
        because: `not a whole number of ${unit} from ${least} to ${most}`,
        wayOut: 'Use one, or leave it out.',
      };
    }
  }
}

/** A rule takes 5 values (AWS, "Quotas for your Application Load Balancers"), of which a name and a cookie take 2. */
const PREVIEW_CIDRS = 3;

function checkPreview(scope: IConstruct, { preview }: FrontDoorProps): void {
  const { clientCidrs } = preview ?? {};
  if (!clientCidrs) return;
  const property = 'preview.clientCidrs';
  checkSourceCidrs(scope, clientCidrs, property, 'which a rule takes for everybody');
  if (clientCidrs.length <= PREVIEW_CIDRS) return;
  throw invalid(scope, {
    property,
    value: clientCidrs,
    because: `which are ${clientCidrs.length}; a rule of the load balancer takes ${PREVIEW_CIDRS} beside a name and a cookie`,
    wayOut: 'Name wider ranges, or fewer.',
  });
}
