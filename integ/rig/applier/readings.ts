import { Ask } from './connection';
import { Kinds } from './kinds';

/** A question of a stack to the API server: a data source `kubernetes_resources`. */
export interface Reading {
  /** The variable by which Terraform is told the objects, in JSON. */
  readonly variable: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

/** Asks the server. @returns the values of the variables */
export async function answers(readings: readonly Reading[], ask: Ask, kinds: Kinds): Promise<Record<string, string>> {
  const told = readings.map(async (reading) => [reading.variable, JSON.stringify(await objects(reading, ask, kinds))]);
  return Object.fromEntries(await Promise.all(told));
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
