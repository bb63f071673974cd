/** Internal: the first value that stands twice. */
export function repeated(values: string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}
