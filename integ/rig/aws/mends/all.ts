import { httpsServes } from './https-serves';
import { instanceTypeOfferings } from './instance-type-offerings';
import { launchTemplateNames } from './launch-template-names';
import { s3Permissions } from './s3-permissions';
import { zeroWeights } from './zero-weights';
import { Mend } from '../mend';

/** All that is known to need it; `integ/aws.integ.ts` tells when one is needed no more. */
export function allMends(): Mend[] {
  return [launchTemplateNames, instanceTypeOfferings, httpsServes, s3Permissions, zeroWeights()];
}
