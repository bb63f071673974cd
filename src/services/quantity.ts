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
