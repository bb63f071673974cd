import { Ask } from './connection';
import { Kinds } from './kinds';
import { Variables } from '../stack-runner';

/** A question of a stack to the API server: a data source `kubernetes_resources`. */
export interface Reading {
  /** The variable by which Terraform is told the objects, in JSON. */
  readonly variable: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  /** The local value with the namespaces, where it is read from each of several (`for_each`). */
  readonly namespaces?: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

/**
 * Asks the server.
 *
 * @param evaluate tells a local value of the stack, given what was answered so far
 * @returns the values of the variables
 */
export async function answers(
  readings: readonly Reading[],
  ask: Ask,
  kinds: Kinds,
  evaluate: (local: string, answered: Variables) => Promise<string[]>,
): Promise<Record<string, string>> {
  const read = async (reading: Reading, namespace = reading.namespace) => ({
    objects: await objects({ ...reading, namespace }, ask, kinds),
  });
  const told: Record<string, string> = {};
  for (const reading of readings.filter(({ namespaces }) => namespaces === undefined)) {
    told[reading.variable] = JSON.stringify(await read(reading));
  }
  // Which these are asked of follows from what the others said.
  const later = readings.filter(({ namespaces }) => namespaces !== undefined);
  for (const { variable } of later) told[variable] = '{}';
  for (const reading of later) {
    const namespaces = await evaluate(reading.namespaces!, told);
    const each = namespaces.map(async (namespace) => [namespace, await read(reading, namespace)]);
    told[reading.variable] = JSON.stringify(Object.fromEntries(await Promise.all(each)));
  }
  return told;
}

async function objects(reading: Reading, ask: Ask, kinds: Kinds): Promise<unknown[]> {
  const { apiVersion, kind, fieldSelector, labelSelector } = reading;
  const { plural, namespaced } = await kinds.of(apiVersion, kind);
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  // The provider reads one namespace.
  const where = namespaced ? `/namespaces/${reading.namespace ?? 'default'}` : '';
  const selectors = Object.entries({ fieldSelector, labelSelector }).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(selectors as [string, string][]);
  const { items } = await ask({ path: `${root}${where}/${plural}?${query}` });
  return items;
}
