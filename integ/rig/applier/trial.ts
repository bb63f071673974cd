import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreV1Api, V1Pod } from '@kubernetes/client-node';
import { stackApplier } from './stack-applier';
import { ValuesRunner } from './values-runner';
import { Aws } from '../aws/aws';
import { RunningKube, startKube } from '../kube/control-plane';
import { PodManager } from '../pods/pod-manager';
import { watch } from '../pods/watched';
import { TemporaryFolder, temporaryFolder } from '../processes/temporary-folder';
import { StackRunner } from '../stack-runner';
import { findProviders, Providers } from '../terraform/providers';
import { TerraformRunner } from '../terraform/runner';
import { ensureHelm, ensureTools } from '../tools/ensure-tools';
import { Tools } from '../tools/tools';

/** A control plane to apply to, and both ways to do it. */
export interface Trial {
  readonly folder: TemporaryFolder;
  readonly kube: RunningKube;
  readonly core: CoreV1Api;
  readonly providers: Providers;
  /** Without the providers of the cluster, ready to plan. */
  applier(name: string, folder: string, patienceSeconds?: number): Promise<StackRunner>;
  /** Terraform itself, as it runs the part of a stack that is not the cluster's. */
  values(name: string, folder: string): ValuesRunner;
  /** With them, ready to plan. */
  terraform(name: string, folder: string): Promise<StackRunner>;
  /** Writes a stack by hand. @returns its folder */
  stack(name: string, resource: object, more?: object): Promise<string>;
  stop(): Promise<void>;
}

/** No stack here has anything of AWS. */
const NO_AWS: Aws = {
  endpoint: 'http://127.0.0.1:1',
  region: 'us-east-1',
  env: {},
  calls: { mark: () => 0, changes: () => [], count: () => 0, writes: () => 0 },
};

export async function startTrial(): Promise<Trial> {
  const folder = await temporaryFolder('docnow-applier-');
  const dir = folder.path;
  const tools: Tools = await ensureTools();
  const providers = await findProviders(tools, dir);
  const kube = await startKube(tools, join(dir, 'kube'));
  const core = kube.config.makeApiClient(CoreV1Api);
  const pods = new PodManager(kube.config, { report: console.error });
  const impatience = hurry(kube, core);
  const ready = async (runner: StackRunner) => {
    await runner.init();
    return runner;
  };
  let stacks = 0;
  const terraform = (name: string, from: string) =>
    new TerraformRunner(name, from, { tools, dir, aws: NO_AWS, kube, providers });
  return {
    folder,
    kube,
    core,
    providers,
    async applier(name, from, patienceSeconds) {
      const options = { values: terraform, kube, helm: ensureHelm, dir, patienceSeconds };
      return ready(await stackApplier(name, from, options));
    },
    terraform: (name, from) => ready(terraform(name, from)),
    values: terraform,
    async stack(name, resource, more = {}) {
      const path = join(dir, `written-${(stacks += 1)}`);
      await mkdir(path);
      const block = { backend: { local: { path: `${name}.tfstate` } } };
      await writeFile(
        join(path, 'cdk.tf.json'),
        JSON.stringify({ terraform: block, ...(Object.keys(resource).length && { resource }), ...more }),
      );
      return path;
    },
    async stop() {
      await impatience.stop();
      await pods.stop();
      await kube.stop();
      await folder.delete();
    },
  };
}

/** Takes away what is asked to go at once: nobody is served here, and a web pod's goodbye takes 40 s. */
function hurry({ config }: RunningKube, core: CoreV1Api) {
  return watch<V1Pod>(
    config,
    '/api/v1/pods',
    () => core.listPodForAllNamespaces(),
    ({ metadata }, change) => {
      if (change === 'gone' || !metadata?.deletionTimestamp || metadata.deletionGracePeriodSeconds === 0) return;
      const { name, namespace } = metadata as { name: string; namespace: string };
      core.deleteNamespacedPod({ name, namespace, gracePeriodSeconds: 0 }).catch(() => {});
    },
  );
}
