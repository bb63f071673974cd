import { Changes } from '../stack-runner';

/** What Terraform says with `-json`, as far as it is read here: one message a line. */
interface Message {
  readonly type?: string;
  readonly diagnostic?: {
    readonly severity: 'error' | 'warning';
    readonly summary: string;
    readonly detail: string;
    readonly address?: string;
  };
  readonly changes?: { readonly add: number; readonly change: number; readonly remove: number };
}

/** The messages in what Terraform wrote; lines in another form are left out. */
export function messagesIn(text: string): Message[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** The sum that Terraform says last: of an apply what it did, not what it meant to do. */
export function changesIn(messages: readonly Message[]): Changes {
  const { add = 0, change = 0, remove = 0 } = messages.findLast(({ type }) => type === 'change_summary')?.changes ?? {};
  return { add, change, destroy: remove };
}

/** Terraform's own words about what went wrong, or undefined when it said nothing. */
export function errorsIn(messages: readonly Message[]): string | undefined {
  const errors = messages.flatMap(({ diagnostic }) => (diagnostic?.severity === 'error' ? [diagnostic] : []));
  const told = errors.map(({ summary, detail, address }) =>
    [`Error: ${summary}`, address && `with ${address}`, detail].filter(Boolean).join('\n'),
  );
  return told.length ? [...new Set(told)].join('\n\n') : undefined;
}
