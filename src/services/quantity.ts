import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from '../platform/invalid';

const UNITS = ['Mi', 'Gi', 'Ti', 'Pi'];

/** An amount in the shortest form, which is how Kubernetes gives it back: 2048 MiB are `2Gi`, or a plan would differ. */
export function mebibytes(amount: number): string {
  let [value, unit] = [amount, 0];
  while (value % 1024 === 0 && unit < UNITS.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${value}${UNITS[unit]}`;
}

/** An amount of disk or file system in the same form. */
export function gibibytes(amount: number): string {
  return mebibytes(amount * 1024);
}

/** Processor time in the shortest form: 2000 thousandths are `2`. */
export function millicores(amount: number): string {
  return amount % 1000 === 0 ? `${amount / 1000}` : `${amount}m`;
}

/** Limits of an amount. */
export interface Range {
  readonly least: number;
  readonly most: number;
  /** The unit, as it is said: `MiB`. */
  readonly unit: string;
}

/**
 * Refuses an amount that cannot be meant.
 *
 * @throws unless it is a whole number in the range, known when the Terraform is written
 */
export function checkAmount(scope: IConstruct, property: string, value: number, { least, most, unit }: Range): void {
  const wayOut = `Use a whole number of ${unit} from ${least} to ${most}.`;
  if (Token.isUnresolved(value)) {
    const because = 'which is known to Terraform alone, while other settings are computed from it before';
    throw invalid(scope, { property, value: 'a token', because, wayOut });
  }
  if (!Number.isInteger(value)) {
    throw invalid(scope, { property, value, because: `which is not a whole number of ${unit}`, wayOut });
  }
  if (value < least) {
    throw invalid(scope, { property, value, because: `less than the ${least} ${unit} needed`, wayOut });
  }
  if (value > most) {
    throw invalid(scope, { property, value, because: `more than the ${most} ${unit} possible`, wayOut });
  }
}
