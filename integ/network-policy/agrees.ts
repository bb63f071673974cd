import assert from 'node:assert/strict';
import { Applied } from './applied';
import { Addresses, receivers, senders, View } from './parties';
import { Table, tableOf } from './table';

/** What a page says: everybody who talks has a row, if an empty one, everybody who is talked to a column. */
export interface Page {
  readonly table: Table;
  readonly receivers: readonly string[];
}

/** Compares a page with what was applied, seen from one colour. @throws where one says what the other does not */
export function agrees(world: Applied, view: View, addresses: Addresses, page: Page): void {
  const [from, to] = [senders(world, view, addresses), receivers(world, view, addresses)];
  assert.deepEqual(Object.keys({ ...from.ours, ...from.others }), Object.keys(page.table));
  assert.deepEqual(Object.keys({ ...to.ours, ...to.others }), page.receivers);
  const table = tableOf(world, from, to);
  const said = Object.entries(page.table).filter(([, cells]) => Object.keys(cells).length > 0);
  assert.deepEqual(table, Object.fromEntries(said), view.own);
  assert.deepEqual(open(table, Object.keys(to.ours)), served(world, view), 'ports of Services, and of who is let in');
}

/** The ports of DocNow's programs that somebody is let in to. */
function open(table: Table, ours: readonly string[]): string[] {
  const cells = Object.values(table).flatMap((row) => ours.map((receiver) => [receiver, row[receiver] ?? ''] as const));
  return sorted(cells.flatMap(([receiver, ports]) => ports.split(', ').map((port) => port && `${receiver} ${port}`)));
}

/** The ports that Services lead to. */
function served({ services }: Applied, { own, other, data }: View): string[] {
  const names: Record<string, (name: string) => string> = {
    [own]: (name) => name,
    [other]: (name) => `the other colour's ${name}`,
    [data]: (name) => name,
  };
  return sorted(
    services.map(({ program, port }) => {
      const [namespace, name] = program.split('/');
      return names[namespace] ? `${names[namespace](name)} ${port.protocol} ${port.number}` : '';
    }),
  );
}

const sorted = (words: readonly string[]) => [...new Set(words)].filter(Boolean).sort();
