import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { Surroundings } from './compute/surroundings';
import { DocNowClusterProps } from './docnow-cluster-props';
import { contains, isPrivate, parseCidr, PRIVATE_RANGES } from './network/cidr';
import { invalid } from '../platform/invalid';

/** The numbers that CloudWatch Logs takes (its API Reference, PutRetentionPolicy). */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Internal: refuses what AWS would refuse later, or what nobody wants. */
export function checkClusterProps(scope: IConstruct, props: DocNowClusterProps): void {
  checkName(scope, 'name', props.name);
  for (const cidr of props.publicAccessCidrs ?? []) checkPublicAccess(scope, cidr);
  if (props.serviceCidr !== undefined) checkServiceCidr(scope, props.serviceCidr);
  const { logRetentionDays, keyDeletionDays } = props;
  const refuse = (property: string, value: unknown, because: string, wayOut: string) =>
    invalid(scope, { property, value, because, wayOut });
  if (isLiteral(logRetentionDays) && !RETENTION_DAYS.includes(logRetentionDays)) {
    const because = 'which is not a number of days that CloudWatch takes';
    throw refuse('logRetentionDays', logRetentionDays, because, `Take one of ${RETENTION_DAYS.join(', ')}`);
  }
  if (isLiteral(keyDeletionDays) && !(keyDeletionDays >= 7 && keyDeletionDays <= 30)) {
    throw refuse('keyDeletionDays', keyDeletionDays, 'which KMS does not take', 'Take 7 to 30');
  }
}

/** Internal: refuses CloudWatch's agent where it could not run. */
export function checkContainerInsights(scope: IConstruct, on: Surroundings): void {
  if (on !== Surroundings.FARGATE) return;
  throw invalid(scope, {
    property: 'containerInsights',
    value: true,
    because: 'but its agent is a DaemonSet, which needs nodes, and everything runs on Fargate',
    wayOut: 'Leave it out, or give the cluster nodes',
  });
}

/** Internal: what is wrong once all grants are known. */
export function checkAdministrators(scope: IConstruct, props: DocNowClusterProps, administrated: boolean): string[] {
  if (administrated || props.creatorIsAdministrator !== false) return [];
  const because = 'which leaves the cluster without any administrator';
  const wayOut = 'Make an IAM role one by grantAdmin';
  return [invalid(scope, { property: 'creatorIsAdministrator', value: false, because, wayOut }).message];
}

/** Internal: refuses what is no name of a cluster (Amazon EKS API Reference, CreateCluster, name). */
export function checkName(scope: IConstruct, property: string, name: string): void {
  if (Token.isUnresolved(name) || /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(name)) return;
  throw invalid(scope, {
    property,
    value: name,
    because: 'which EKS does not take as the name of a cluster',
    wayOut: 'Use 1 to 100 letters, digits, hyphens and underscores, the first a letter or digit, such as docnow-demo',
  });
}

// Amazon EKS API Reference, KubernetesNetworkConfigRequest, serviceIpv4Cidr.
function checkServiceCidr(scope: IConstruct, value: string): void {
  if (Token.isUnresolved(value)) return;
  const cidr = parseCidr(value);
  const inside = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some(
    (range) => cidr && contains(parseCidr(range)!, cidr),
  );
  if (cidr && inside && cidr.prefix >= 12 && cidr.prefix <= 24) return;
  throw invalid(scope, {
    property: 'serviceCidr',
    value,
    because: 'which EKS does not take for Services',
    wayOut: 'Take a range of /12 to /24 inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, such as 10.100.0.0/16',
  });
}

function checkPublicAccess(scope: IConstruct, value: string): void {
  if (Token.isUnresolved(value)) return;
  const refuse = (because: string, wayOut: string) =>
    invalid(scope, { property: 'publicAccessCidrs', value, because, wayOut });
  const cidr = parseCidr(value);
  if (!cidr) {
    throw refuse('which is not an IPv4 range in CIDR form', 'Write an address with its prefix, such as 203.0.113.7/32');
  }
  if (cidr.prefix === 0) {
    const wayOut =
      'List the addresses of your operators and of continuous integration, or leave it out for a private one';
    throw refuse('which lets the whole internet knock at the API server', wayOut);
  }
  if (isPrivate(cidr) || PRIVATE_RANGES.some((range) => contains(cidr, parseCidr(range)!))) {
    const wayOut = 'Leave private ranges out: inside the VPC and its peers the private endpoint answers';
    throw refuse('which holds private addresses, and EKS takes public ones alone', wayOut);
  }
}

function isLiteral(value: number | undefined): value is number {
  return value !== undefined && !Token.isUnresolved(value);
}
