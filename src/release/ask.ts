import { createInterface } from 'node:readline/promises';
import { Ended } from './ended';
import { ExitCode } from './exit-code';

/** Asks a person. @throws unless the answer is yes */
export async function ask(question: string): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  const answer = await Promise.race([terminal.question(`${question} Only yes will be accepted: `), closed]);
  terminal.close();
  if (answer.trim() !== 'yes') throw new Ended(ExitCode.DECLINED, 'Not done: the answer was not yes.');
}
