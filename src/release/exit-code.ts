/** How `docnow-release` ends. The page for operators, docs/release.md, tells them, too. */
export enum ExitCode {
  /** Done, or nothing was to be done. */
  DONE = 0,
  /** A program failed, or what it said was not understood. Nothing was changed as far as is known. */
  FAILED = 1,
  /** The command cannot be meant: unknown words, a folder without stacks. Nothing was changed. */
  USAGE = 2,
  /** Not safe, and said why. Nothing was changed. */
  REFUSED = 3,
  /** A part is done. The same command again does the rest. */
  INCOMPLETE = 4,
  /** The new colour was sick: traffic is back where it was. */
  WENT_BACK = 5,
  /** Somebody was asked and did not say yes. Nothing was changed. */
  DECLINED = 6,
}
