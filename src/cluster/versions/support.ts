import { Annotations, Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from '../../platform/invalid';

const SOURCE = 'Amazon EKS User Guide, "Understand the Kubernetes version lifecycle on EKS", as of 2026-11-25';

/** Minor versions that EKS supported on that day, with the ends of standard and of extended support. */
const SUPPORT: { readonly [version: string]: { readonly standard: string; readonly extended: string } } = {
  '1.31': { standard: '2025-11-26', extended: '2026-11-26' },
  '1.32': { standard: '2026-03-23', extended: '2027-03-23' },
  '1.33': { standard: '2026-07-29', extended: '2027-07-29' },
  '1.34': { standard: '2026-12-02', extended: '2027-12-02' },
  '1.35': { standard: '2027-03-27', extended: '2028-03-27' },
};

const OLDEST = Math.min(...Object.keys(SUPPORT).map(minorOf));

/**
 * Internal: refuses what is no version of Kubernetes or one that EKS had dropped when the table was made, and warns of
 * one that costs more today. Newer ones pass: whether EKS offers them is asked when Terraform plans.
 */
export function checkKubernetesVersion(scope: IConstruct, version: string): void {
  if (Token.isUnresolved(version)) return;
  const refuse = (because: string, wayOut: string) =>
    invalid(scope, { property: 'kubernetesVersion', value: version, because, wayOut });
  if (!/^1\.\d\d$/.test(version)) throw refuse('which is not a minor version', 'Write it as 1.34');
  if (minorOf(version) < OLDEST) {
    const wayOut = `Take 1.${OLDEST} or newer; EKS has upgraded a cluster that ran it, so look up what it runs now`;
    throw refuse(`which EKS no longer supports (${SOURCE})`, wayOut);
  }
  const support = SUPPORT[version];
  if (support && new Date() >= new Date(support.standard)) {
    Annotations.of(scope).addWarning(
      `kubernetesVersion is '${version}', whose standard support ended on ${support.standard}: its control plane costs ` +
        `about six times as much until EKS upgrades it by itself after ${support.extended} (${SOURCE}). ` +
        'Go to the next minor version, see docs/upgrades.md.',
    );
  }
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
