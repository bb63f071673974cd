/** What an operator could type. */
export interface Command {
  readonly program: 'terraform' | 'aws' | 'kubectl';
  readonly args: readonly string[];
}

/** A command as it is typed into a shell. */
export function typed({ program, args }: Command): string {
  return [program, ...args].map(quoted).join(' ');
}

/** A word as a shell takes it for what it is. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;
}
