import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Platform } from './platform';
import {
  CapabilityCheck,
  Color,
  DataNamespace,
  DocNowEnvironment,
  DocNowSecrets,
  EntryBackend,
  IEntry,
  IEntryBinding,
  Redis,
  Release,
  ServiceEndpoint,
} from '../../src';
import { Rig } from '../rig/rig';

export const IMAGE = 'registry.example.org/docnow:1';
export const SECRET = 'docnow-secrets';

/** What a colour runs: the first one DocNow of one generation, the second of the other. */
export function releaseOf({ colors }: Platform, color: Color): Release {
  return color === colors[0]
    ? Release.elasticsearchGeneration({ image: IMAGE })
    : Release.postgresGeneration({ image: IMAGE });
}

/** What the suite applies, synthesized. */
export interface Stacks {
  /** The folder of each stack. */
  readonly folders: Readonly<Record<string, string>>;
  readonly services: string;
  readonly dataNamespace: string;
  /** What each entry said that pods have to know, by colour. */
  readonly bindings: ReadonlyMap<string, IEntryBinding>;
}

/** Writes the same for every platform: data services, and two colours beside each other. */
export function synth(platform: Platform, rig: Rig): Stacks {
  const outdir = `${rig.dir}/contracts-${platform.name}`;
  const app = new App({ outdir });
  const services = new TerraformStack(app, `${platform.name}-services`);
  const shared = platform.shared(services, rig);
  const cluster = shared.cluster(services);
  const name = `docnow-data-${platform.name}`;
  new CapabilityCheck(services, 'Capabilities', { cluster });
  const namespace = new DataNamespace(services, 'Data', { cluster, name });
  const { storageClassName } = shared;
  const { endpoint } = new Redis(services, 'Redis', { cluster, namespace, storageClassName });
  const store = (host: string, port: number) =>
    ServiceEndpoint.inCluster({
      host: `${host}.${name}.svc.cluster.local`,
      port,
      namespace: name,
      podLabels: { app: host },
    });
  const bindings = new Map<string, IEntryBinding>();
  for (const color of platform.colors) {
    const stack = new TerraformStack(app, color.name);
    const release = releaseOf(platform, color);
    new DocNowEnvironment(stack, 'DocNow', {
      cluster: shared.cluster(stack),
      color,
      entry: noted(shared.entry(color), bindings),
      release,
      redis: endpoint,
      ...(release._application.postgres
        ? { postgres: { endpoint: store('postgres', 5432), databaseName: 'docnow', username: 'docnow' } }
        : { elasticsearch: store('elasticsearch', 9200) }),
      userData: shared.userData,
      secrets: DocNowSecrets.fromKubernetesSecret(SECRET),
      web: { timings: { preStop: 2, terminationGracePeriod: 10 } },
    });
    stack.addDependency(services);
  }
  app.synth();
  const names = [services.node.id, ...platform.colors.map((color: Color) => color.name)];
  const folders = Object.fromEntries(names.map((one) => [one, `${outdir}/stacks/${one}`]));
  return { folders, services: services.node.id, dataNamespace: name, bindings };
}

/** The same entry; what it says is kept. */
function noted(entry: IEntry, bindings: Map<string, IEntryBinding>): IEntry {
  return {
    color: entry.color,
    targetId: entry.targetId,
    bind(scope: Construct, id: string, backend: EntryBackend) {
      const binding = entry.bind(scope, id, backend);
      bindings.set(entry.color.name, binding);
      return binding;
    },
  };
}
