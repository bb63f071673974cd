import { ProgramOptions, startProgram } from '../rig/processes/program';

/**
 * Runs a program to its end.
 *
 * @throws its last lines when it fails
 */
export async function finish(program: string, args: string[], options: ProgramOptions): Promise<void> {
  const running = startProgram(program, args, options);
  await running.ended;
  if (running.code !== 0) throw new Error(running.epitaph());
}
