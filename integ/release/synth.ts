import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { site } from './stacks';
import { Entry } from '../../bench/switch/entry';
import { Kube } from '../rig/kube/kube';
import { Operator, OperatorOptions } from '../state/operator';

/** What the stacks are written from. */
export interface SiteFacts {
  readonly operator: OperatorOptions;
  readonly entry: Pick<Entry, 'listenerArn' | 'targetGroups'>;
  readonly kube: Pick<Kube, 'kubeconfigPath'>;
}

/** Where a project keeps them, beside its `versions.json`. */
const FACTS = 'facts.json';

/** Says once how a project's stacks are written. */
export async function keepFacts(dir: string, facts: SiteFacts): Promise<void> {
  await writeFile(join(dir, FACTS), JSON.stringify(facts));
}

/** What `npm run synth` does in a project: its stacks, each colour in its version. */
async function main(): Promise<void> {
  const read = async (file: string) => JSON.parse(await readFile(file, 'utf8'));
  const [{ operator, entry, kube }, versions]: [SiteFacts, Record<string, string>] = await Promise.all([
    read(FACTS),
    read('versions.json'),
  ]);
  await new Operator(operator).synth(site(entry, kube, versions));
}

if (require.main === module) void main();
