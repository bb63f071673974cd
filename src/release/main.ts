#!/usr/bin/env node
import { back } from './commands/back';
import { canary } from './commands/canary';
import { check } from './commands/check';
import { idle } from './commands/idle';
import { prepare } from './commands/prepare';
import { Result } from './commands/result';
import { retire } from './commands/retire';
import { status } from './commands/status';
import { switchTo } from './commands/switch';
import { Ended, misused } from './ended';
import { ExitCode } from './exit-code';
import { optionsIn } from './options';
import { Site } from './site';
import { Shell } from './tools/shell';
import { USAGE } from './usage';

/** Each command, and how many words it takes at most. */
const COMMANDS: Readonly<
  Record<string, readonly [words: number, run: (site: Site, words: string[]) => Promise<Result>]>
> = {
  status: [0, status],
  idle: [0, idle],
  prepare: [1, prepare],
  check: [1, check],
  switch: [1, switchTo],
  canary: [2, canary],
  back: [1, back],
  retire: [1, retire],
};

/** Runs one command. @returns how it ended */
async function main(args: readonly string[]): Promise<ExitCode> {
  if (args.includes('--help') || args[0] === 'help') {
    process.stdout.write(USAGE);
    return ExitCode.DONE;
  }
  const json = args.includes('--json');
  const result = (facts: object) => process.stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  try {
    const { facts, lines } = await run(args);
    if (json) result({ exitCode: ExitCode.DONE, ...facts });
    else process.stdout.write(`${lines.join('\n')}\n`);
    return ExitCode.DONE;
  } catch (error) {
    const { code, message } = error instanceof Ended ? error : { code: ExitCode.FAILED, message: inWords(error) };
    if (json) result({ exitCode: code, error: message });
    process.stderr.write(`docnow-release: ${message}\n`);
    return code;
  }
}

async function run(args: readonly string[]): Promise<Result> {
  const { words, options } = optionsIn(args);
  const [name, ...rest] = words;
  const [most, command] = COMMANDS[name] ?? [];
  if (!command) throw misused(`${name === undefined ? 'Say what to do' : `'${name}' is no command`}.\n\n${USAGE}`);
  if (rest.length > most!) throw misused(`${name} does not take '${rest.slice(most).join(' ')}'.`);
  const shell = new Shell();
  process.on('SIGINT', () => (shell.interrupted = true));
  process.on('SIGTERM', () => (shell.interrupted = true));
  const site = new Site(options, shell);
  await site.ready();
  return command(site, rest);
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
