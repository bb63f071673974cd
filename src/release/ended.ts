import { ExitCode } from './exit-code';

/** The end of a command that did not go all the way, in words for the operator, the way out included. */
export class Ended extends Error {
  constructor(
    readonly code: ExitCode,
    words: string,
  ) {
    super(words);
  }
}

/** A command that cannot be meant. */
export const misused = (words: string) => new Ended(ExitCode.USAGE, words);

/** Something that is not safe: nothing was changed. */
export const refused = (words: string) => new Ended(ExitCode.REFUSED, words);

/** A part is done. */
export const incomplete = (words: string) => new Ended(ExitCode.INCOMPLETE, words);
