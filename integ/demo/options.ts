/** What the demo was asked to do. */
export interface Options {
  /** Leave all running after the way back, until Ctrl-C. */
  readonly keep: boolean;
  /** Only stop a demo that runs. */
  readonly stop: boolean;
  /** A file for the table as JSON. */
  readonly json?: string;
}

export const USAGE = `npm run demo [-- OPTIONS]
  --keep       leave all running after the way back, and say how to look around
  --stop       stop a demo that is still running
  --json FILE  write the table's figures into a file, too`;

/** Reads the command line. @throws with what is wrong and what can be said */
export function options(args: readonly string[]): Options {
  const result: { keep: boolean; stop: boolean; json?: string } = { keep: false, stop: false };
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    if (word === '--keep') result.keep = true;
    else if (word === '--stop') result.stop = true;
    else if (word === '--json' && args[index + 1]) result.json = args[(index += 1)];
    else throw new Error(`'${word}' is not an option of the demo.\n${USAGE}`);
  }
  return result;
}
