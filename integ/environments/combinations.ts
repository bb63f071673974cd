import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { COMPUTES, GENERATIONS, ingredients, STORES } from './kinds';
import {
  Color,
  DataNamespace,
  DocNowCluster,
  DocNowEnvironment,
  DocNowEnvironmentProps,
  NodePortEntry,
} from '../../src';

/** A generation, where its stores are, and what runs it, by name. */
export interface Combination {
  readonly generation: string;
  readonly stores: string;
  readonly compute: string;
  /** Of which it has names and a port of its own. */
  readonly index: number;
}

/** All of them; of the sizes of a store, the generations without Elasticsearch have one. */
export const COMBINATIONS: readonly Combination[] = Object.keys(COMPUTES)
  .flatMap((compute) =>
    Object.keys(GENERATIONS).flatMap((generation) =>
      STORES.filter((stores) => generation === 'Elasticsearch' || /1$|outside/.test(stores)).map((stores) => ({
        generation,
        stores,
        compute,
      })),
    ),
  )
  .map((one, index) => ({ ...one, index }));

/** The stacks of a combination. */
export interface Stacks {
  readonly data: TerraformStack;
  readonly environment: TerraformStack;
  readonly color: Color;
  readonly namespace: string;
}

/** Where the ingress of a combination's nodes would come from. */
export const SOURCES = ['10.0.0.0/8'];

/** Makes a combination in stacks of its own: its stores, and its environment. @throws when it is refused */
export function makeStacks(
  app: App,
  one: Combination,
  configPath: string,
  changes: Partial<DocNowEnvironmentProps> = {},
): Stacks {
  const { generation, stores, compute, index } = one;
  const color = Color.of(`c${index}`);
  const namespace = `${GENERATIONS[generation].release._application.name}-${color.name}`;
  const data = new TerraformStack(app, `data-${index}`);
  const environment = new TerraformStack(app, `environment-${index}`);
  const cluster = {
    ...COMPUTES[compute](namespace),
    // Once a stack, as DocNowCluster's own are.
    connect(scope: TerraformStack) {
      const stack = TerraformStack.of(scope);
      if (stack.node.tryFindChild('Cluster')) return;
      DocNowCluster.fromKubeconfig(stack, 'Cluster', { configPath, configContext: 'docnow-rig' }).connect(stack);
    },
  };
  const inside = stores !== 'outside';
  const place = inside ? new DataNamespace(data, 'Data', { cluster, name: `data-${index}` }) : undefined;
  const made = ingredients(data, generation, stores, { cluster, namespace: place!, prefix: `s${index}` });
  new DocNowEnvironment(environment, 'DocNow', {
    ...made,
    cluster,
    color,
    entry: new NodePortEntry({
      color,
      namespace,
      nodePort: 30_100 + index,
      sourceCidrs: SOURCES,
      deregistrationDelay: 1,
    }),
    web: { timings: { preStop: 2, terminationGracePeriod: 10 } },
    ...changes,
  });
  return { data, environment, color, namespace };
}

/** Why a combination is refused, as the user is told; undefined when it is not. */
export function refusal(one: Combination): string | undefined {
  // cdktf makes the folder at once.
  const outdir = mkdtempSync(join(tmpdir(), 'docnow-refusal-'));
  try {
    makeStacks(new App({ outdir, skipValidation: true }), one, '/kubeconfig');
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^[^:]*: /, '');
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
