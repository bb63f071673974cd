import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';

/**
 * Internal: a certificate for one name, proved by a record in its zone, which also renews it. The names below it are proved by the
 * same record (AWS Certificate Manager User Guide, "DNS validation").
 *
 * @returns the ARN, known once the certificate has been issued
 */
export function validatedCertificate(
  scope: Construct,
  id: string,
  { hostName, zoneId, below }: { readonly hostName: string; readonly zoneId: string; readonly below: boolean },
): string {
  const certificate = new AcmCertificate(scope, id, {
    domainName: hostName,
    validationMethod: 'DNS',
    ...(below ? { subjectAlternativeNames: [`*.${hostName}`] } : {}),
    // A listener cannot be without one, so the next comes before the last goes.
    lifecycle: { createBeforeDestroy: true },
  });
  const option = certificate.domainValidationOptions.get(0);
  const record = new Route53Record(scope, `${id}Proof`, {
    zoneId,
    name: option.resourceRecordName,
    type: option.resourceRecordType,
    records: [option.resourceRecordValue],
    ttl: 60,
    // The same name in the same account has the same record, whichever certificate asks for it.
    allowOverwrite: true,
  });
  return new AcmCertificateValidation(scope, `${id}Issued`, {
    certificateArn: certificate.arn,
    validationRecordFqdns: [record.fqdn],
  }).certificateArn;
}
