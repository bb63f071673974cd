import { Precondition, Token } from 'cdktf';
import { Construct } from 'constructs';
import { declareFigure } from '../../figure';
import { GuardContext, IGuard } from '../../guard';
import { checkWhole } from '../../whole-number';

/** Which certificate, and for how long. */
export interface CertificateValidProps {
  /** The ARN of the certificate in AWS Certificate Manager: `frontDoor.certificateArn`. */
  readonly certificateArn: string;
  /**
   * For how many days it has to be valid yet. AWS Certificate Manager renews its own 60 days before they end: what has less
   * than half of that left could not be renewed.
   *
   * @default 30
   */
  readonly days?: number;
}

/**
 * Asks whether the certificate is valid long enough that nobody has to look after it while a new version is watched.
 *
 * Terraform's provider cannot ask until when (its data source has no such attribute), so the days that are left are handed in
 * by the variable `certificate_days`, as docnow-release does.
 */
export class CertificateValid implements IGuard {
  /** Says which. */
  constructor(private readonly props: CertificateValidProps) {}

  public guard(scope: Construct, _id: string, { targets }: GuardContext): Precondition[] {
    const { certificateArn, days = 30 } = this.props;
    checkWhole(scope, 'guards.CertificateValid.days', days, [1, Infinity], 'with which it could end during the switch');
    declareFigure(scope, 'certificate_days', {
      type: 'number',
      default: -1,
      description:
        'For how many days the certificate is valid yet, as AWS Certificate Manager says; -1 when nobody asked.',
      condition: 'floor(var.certificate_days) == var.certificate_days && var.certificate_days >= -1',
      isWrong: 'is ${var.certificate_days}, which is no number of days',
      wayOut: 'Use a whole number from 0, or leave it out.',
      source: certificateArn,
    });
    const enough = Token.asString(days);
    return targets.map((one) =>
      one.require(
        `\${var.certificate_days >= ${enough}}`,
        `certificate_days says \${var.certificate_days < 0 ? "nothing" : var.certificate_days}: for at least ${enough} days the ` +
          `certificate must be valid before ${one.target.color.name} gets more requests. Ask aws acm describe-certificate ` +
          '--certificate-arn ARN for its NotAfter and why it was not renewed, then hand in the days until then: ' +
          `-var certificate_days=${enough}.`,
      ),
    );
  }
}
