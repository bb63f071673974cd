import { endpointPolicies } from './endpoint-policies';
import { httpsServes } from './https-serves';
import { instanceTypeOfferings } from './instance-type-offerings';
import { ipv6Routes } from './ipv6-routes';
import { launchTemplateNames } from './launch-template-names';
import { peeringOwners } from './peering-owners';
import { s3Permissions } from './s3-permissions';
import { zeroWeights } from './zero-weights';
import { Mend } from '../mend';

/** All that is known to need it; `integ/aws.integ.ts` tells when one is needed no more. */
export function allMends(): Mend[] {
  return [
    endpointPolicies(),
    httpsServes,
    instanceTypeOfferings,
    ipv6Routes(),
    launchTemplateNames,
    peeringOwners(),
    s3Permissions,
    zeroWeights(),
  ];
}
