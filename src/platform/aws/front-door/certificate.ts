import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';

/**
 * Internal: a certificate for names of one zone, each proved by a record there, which also renews it.
 *
 * @returns the ARN, known once the certificate has been issued
 */
export function validatedCertificate(scope: Construct, id: string, zoneId: string, names: string[]): string {
  const [domainName, ...others] = names;
  const certificate = new AcmCertificate(scope, id, {
    domainName,
    ...(others.length ? { subjectAlternativeNames: others } : {}),
    validationMethod: 'DNS',
    // A listener cannot be without one, so the next comes before the last goes.
    lifecycle: { createBeforeDestroy: true },
  });
  const records = names.map((name, index) => {
    const options = `${certificate.fqn}.domain_validation_options`;
    const option = (part: string) =>
      `\${one([for option in ${options} : option.${part} if option.domain_name == "${name}"])}`;
    return new Route53Record(scope, `${id}Proof${index || ''}`, {
      zoneId,
      name: option('resource_record_name'),
      type: option('resource_record_type'),
      records: [option('resource_record_value')],
      ttl: 60,
      // The same name in the same account has the same record, whichever certificate asks for it.
      allowOverwrite: true,
    });
  });
  return new AcmCertificateValidation(scope, `${id}Issued`, {
    certificateArn: certificate.arn,
    validationRecordFqdns: records.map(({ fqdn }) => fqdn),
  }).certificateArn;
}
