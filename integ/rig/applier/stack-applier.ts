import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { Changes, StackRunner, Variables } from '../stack-runner';
import { Charts } from './charts';
import { ClusterPart } from './cluster-part';
import { Ask, connect } from './connection';
import { Kinds } from './kinds';
import { Objects } from './objects';
import { answers } from './readings';
import { splitStack } from './split-stack';
import { outputsOf, ValuesRunner } from './values-runner';

export interface ApplierOptions {
  /** Runs the part that Terraform can do, from a folder that is the applier's own. */
  readonly values: (name: string, folder: string) => ValuesRunner;
  readonly kube: { readonly config: KubeConfig };
  /** The path of helm, asked for when the first chart comes. */
  readonly helm: () => Promise<string>;
  /** A folder for copies, which the rig deletes at the end. */
  readonly dir: string;
  /**
   * How long a rollout may stand still.
   *
   * @default 40
   */
  readonly patienceSeconds?: number;
}

/**
 * Applies a stack where Terraform's kubernetes and helm providers cannot be had: Terraform does all but the
 * `kubernetes_*` and `helm_release` resources and resolves every expression of these; they go to the API server by
 * server-side apply. What is there is asked of the server each time.
 *
 * @param folder holds the synthesized `cdk.tf.json`; it is copied, not touched
 */
export async function stackApplier(name: string, folder: string, options: ApplierOptions): Promise<StackRunner> {
  const own = join(options.dir, `${name}-without-providers`);
  await rm(own, { recursive: true, force: true });
  await mkdir(own, { recursive: true });
  await cp(folder, own, { recursive: true, filter: (path) => !path.includes('.terraform') });
  const split = splitStack(JSON.parse(await readFile(join(folder, 'cdk.tf.json'), 'utf8')));
  await writeFile(join(own, 'cdk.tf.json'), JSON.stringify(split.values, null, 2));
  const ask = await connect(options.kube.config);
  const kinds = new Kinds(ask);
  const values = options.values(name, own);
  const server = {
    ask,
    kinds,
    objects: new Objects(ask, kinds, `docnow-rig/${name}`),
    charts: new Charts(options.helm, own, kinds, () => versionOf(ask)),
  };
  // One after the other: the console locks the state.
  let last: Promise<unknown> = Promise.resolve();
  const evaluate = (local: string, variables?: Variables): Promise<any> =>
    (last = last.catch(() => {}).then(() => values.evaluate(`local.${local}`, variables)));
  const part = (variables?: Variables) => {
    kinds.forget();
    const told = { ...server, evaluate: (local: string) => evaluate(local, variables) };
    return new ClusterPart(split.resources, told, options.patienceSeconds);
  };
  const read = (variables?: Variables) =>
    answers(split.readings, ask, kinds, (local, told) => evaluate(local, { ...variables, ...told }));
  return new StackApplier(name, values, part, read);
}

class StackApplier implements StackRunner {
  constructor(
    readonly name: string,
    private readonly values: ValuesRunner,
    private readonly cluster: (variables?: Variables) => ClusterPart,
    /** What the stack asks of the cluster, as variables. */
    private readonly read: (variables?: Variables) => Promise<Variables>,
  ) {}

  init(): Promise<void> {
    return this.values.init();
  }

  async plan(variables?: Variables): Promise<Changes> {
    const { changes, outputs } = await this.values.planned({ ...variables, ...(await this.read(variables)) });
    return sum(changes, await this.cluster().plan(outputs));
  }

  async apply(variables?: Variables): Promise<Changes> {
    const all = { ...variables, ...(await this.read(variables)) };
    const changes = await this.values.apply(all);
    return sum(changes, await this.cluster(all).apply(outputsOf(await this.values.state())));
  }

  async destroy(variables?: Variables): Promise<Changes> {
    const changes = await this.cluster().destroy(outputsOf(await this.values.state()));
    return sum(changes, await this.values.destroy({ ...variables, ...(await this.read(variables)) }));
  }

  state(): Promise<string> {
    return this.values.state();
  }
}

function sum(one: Changes, other: Changes): Changes {
  return {
    add: one.add + other.add,
    change: one.change + other.change,
    destroy: one.destroy + other.destroy,
  };
}

async function versionOf(ask: Ask): Promise<string> {
  return (await ask({ path: '/version' })).gitVersion;
}
