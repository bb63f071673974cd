/** What a command came to, for a program and for a person. */
export interface Result {
  /** Everything, for `--json`. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The same in lines. */
  readonly lines: readonly string[];
}
