import { VpcEndpointService } from './vpc-endpoint-service';
import { policyOf, Statement } from '../../platform/aws/iam/policy-document';

/** Internal: whom and what an endpoint's policy is about. */
export interface EndpointPolicyProps {
  readonly accountId: string;
  readonly region: string;
  /** Whether endpoints are the only way out. */
  readonly onlyWayOut: boolean;
}

const ANYONE = { AWS: '*' };

/** Internal: lets principals of the account through, and nobody else, but for what has no principal of the account. */
export function endpointPolicy(service: VpcEndpointService, props: EndpointPolicyProps): string {
  const own: Statement = {
    Sid: 'OwnPrincipals',
    Effect: 'Allow',
    Principal: ANYONE,
    Action: ['*'],
    Resource: ['*'],
    Condition: { StringEquals: { 'aws:PrincipalAccount': props.accountId } },
  };
  return policyOf([own, ...foreign(service, props)]);
}

function foreign(service: VpcEndpointService, { accountId, region, onlyWayOut }: EndpointPolicyProps): Statement[] {
  switch (service) {
    case VpcEndpointService.S3: {
      // Layers of ECR's images (its User Guide, "Amazon ECR interface VPC endpoints"), packages of Amazon Linux 2023 (its
      // User Guide). Both are read without a principal of the account.
      const buckets = [`prod-${region}-starport-layer-bucket`, `al2023-repos-${region}-de612dc2`];
      // By a NAT gateway nodes pull from registries that answer out of S3, such as registry.k8s.io: whoever reads may.
      const Resource = onlyWayOut ? buckets.map((name) => `arn:aws:s3:::${name}/*`) : ['*'];
      return [{ Sid: 'PublicReads', Effect: 'Allow', Principal: ANYONE, Action: ['s3:GetObject'], Resource }];
    }
    case VpcEndpointService.STS:
      // Called with a token in place of credentials: bound to the account's roles, as there is no principal yet.
      return [
        {
          Sid: 'OwnRolesByToken',
          Effect: 'Allow',
          Principal: ANYONE,
          Action: ['sts:AssumeRoleWithWebIdentity'],
          Resource: [`arn:aws:iam::${accountId}:role/*`],
        },
      ];
    default:
      return [];
  }
}
