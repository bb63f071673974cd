import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from './invalid';

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
