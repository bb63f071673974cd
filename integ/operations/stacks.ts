import { join } from 'node:path';
import { cluster, environment, synthesized, Way } from './cluster';
import { Stores, storesIn } from './stores';
import { Color, DataNamespace, DocNowSecrets, GeneratedSecret, Release } from '../../src';
import { Trial } from '../rig/applier/trial';
import { StackRunner } from '../rig/stack-runner';

/** What the stacks differ in. */
export interface Version {
  /** The tag of the application's image. */
  readonly image: string;
  /** Of the generated secrets. */
  readonly revision: number;
  /** A variable of the environment. */
  readonly logLevel?: string;
}

/** The stacks of one way, synthesized anew for each version and ready to plan. */
export interface Stacks {
  readonly data: string;
  readonly namespaces: Record<'blue' | 'green', string>;
  /** The namespace of the stores. */
  readonly stores: string;
  services(version: Version): Promise<StackRunner>;
  /** All stores that there are, with their backups and copies of these. */
  keeping(): Promise<StackRunner>;
  color(color: 'blue' | 'green', version: Version): Promise<StackRunner>;
}

/** Data services with two generated secrets, and two colours that get copies of them. */
export function stacksOf(trial: Trial, way: Way): Stacks {
  const data = `data-${way}`;
  const out = (name: string) => join(trial.folder.path, name);
  // The names of both ways' colours differ, so that they find no workers of each other.
  const name = way.slice(0, 4);
  const namespaces = { blue: `${name}-blue`, green: `${name}-green` };
  const services = (revision: number) => {
    const made: Record<string, GeneratedSecret> = {};
    const folder = synthesized(out(data), data, (stack) => {
      const namespace = new DataNamespace(stack, 'Data', { cluster, name: data });
      for (const key of ['COOKIE_SECRET', 'DB_PASSWORD']) {
        const secret = key.toLowerCase().replace('_', '-');
        const props = { cluster, namespace, name: secret, key, revision, removalProtection: revision === 1 };
        made[key] = new GeneratedSecret(stack, key, props);
      }
    });
    return { made, folder };
  };
  const stores = `stores-${way}`;
  const keeping = () => {
    let made: Stores | undefined;
    const folder = synthesized(out(stores), stores, (stack) => (made = storesIn(stack, stores)));
    return { folder, ...made! };
  };
  return {
    data,
    namespaces,
    stores,
    keeping: () => trial[way](stores, keeping().folder),
    services: ({ revision }) => trial[way](data, services(revision).folder),
    color: (color, { image, revision, logLevel = 'info' }) => {
      const { made } = services(revision);
      const { redis, postgres } = keeping();
      const folder = synthesized(out(namespaces[color]), namespaces[color], (stack) => {
        environment(stack, Color.of(color), {
          namespace: namespaces[color],
          redis,
          postgres,
          release: Release.postgresGeneration({ image: `registry.example.org/docnow:${image}` }),
          environment: { LOG_LEVEL: logLevel },
          destructiveCommands: ['reset'],
          copyImage: 'registry.example.org/node:22',
          secrets: DocNowSecrets.byKey(made, DocNowSecrets.fromKubernetesSecret('twitter')),
        });
      });
      return trial[way](namespaces[color], folder);
    },
  };
}
