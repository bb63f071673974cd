import { ProgramOptions, startProgram } from './program';

/**
 * Runs a program to its end.
 *
 * @param lines how many of its last ones to show
 * @throws its last lines when it fails
 */
export async function finish(program: string, args: string[], options: ProgramOptions, lines?: number): Promise<void> {
  const running = startProgram(program, args, options);
  await running.ended;
  if (running.code !== 0) throw new Error(running.epitaph(lines));
}
