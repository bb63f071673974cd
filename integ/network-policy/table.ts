import { Applied } from './applied';
import { mayTalk } from './evaluate';
import { Party, Port } from './policy';

/** Parties that all may do the same, by the name that they have in the table. */
export type Parties = Readonly<Record<string, readonly Party[]>>;

/** Those who talk, or are talked to. */
export interface Sides {
  /** DocNow's programs, and pods that somebody else puts beside them. */
  readonly ours: Parties;
  readonly others: Parties;
}

/** Who may talk to whom, on which ports: `table[from][to]` is `TCP 443`. Who may not is left out. */
export type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What is asked of every pair beside the ports that policies and pods name: what attackers try, and one of nobody's. */
const USUAL = [22, 25, 53, 80, 443, 2049, 3306, 5432, 8080, 10250, 64321];

/** Every port that could make a difference. */
export function portsOf({ policies, programs }: Applied): Port[] {
  const named = [...programs.values()].flatMap(({ pod }) => pod!.ports.map(({ containerPort }) => containerPort));
  const ruled = policies.flatMap(({ spec }) =>
    [...(spec.ingress ?? []), ...(spec.egress ?? [])].flatMap(({ ports = [] }) =>
      ports.flatMap(({ port, endPort = port }) =>
        typeof port === 'number' ? [port - 1, port, Number(endPort), Number(endPort) + 1] : [],
      ),
    ),
  );
  const numbers = [...new Set([...USUAL, ...named, ...ruled])].sort((one, other) => one - other);
  return numbers.flatMap((number) => ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ protocol, number })));
}

/** Who may talk to whom; what others do among each other is not asked. */
export function tableOf(world: Applied, from: Sides, to: Sides): Table {
  return { ...evaluate(world, from.ours, { ...to.ours, ...to.others }), ...evaluate(world, from.others, to.ours) };
}

/**
 * Evaluates every pair. Whether the network plugin takes a pod by its address must not matter.
 *
 * @throws where parties of one name may do different things
 */
function evaluate(world: Applied, from: Parties, to: Parties): Table {
  const ports = portsOf(world);
  const cell = (sender: Party, receiver: Party, podsByAddress: boolean) => {
    const open = ports.filter(mayTalk({ ...world, podsByAddress }, sender, receiver));
    if (open.length === ports.length) return 'all';
    return open.map(({ protocol, number }) => `${protocol} ${number}`).join(', ');
  };
  return nested(from, (sender, senders) =>
    nested(to, (receiver, receivers) => {
      const said = new Set(
        senders.flatMap((one) =>
          receivers.flatMap((other) => [true, false].map((byAddress) => cell(one, other, byAddress))),
        ),
      );
      if (said.size !== 1) {
        throw new Error(`${sender} to ${receiver}: ${[...said].map((one) => one || 'no').join('; ')}`);
      }
      return [...said][0];
    }),
  );
}

/** The same names with what is made of them, without what is empty. */
function nested<T extends object | string>(parties: Parties, make: (name: string, members: readonly Party[]) => T) {
  const made = Object.entries(parties).map(([name, members]) => [name, make(name, members)] as const);
  return Object.fromEntries(made.filter(([, value]) => Object.keys(value).length > 0)) as Record<string, T>;
}
