import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deferredRunner } from './deferred-runner';
import { TerraformOptions, TerraformRunner } from './runner';
import { ProviderName } from './wanted';
import { announce } from '../applier/announce';
import { stackApplier } from '../applier/stack-applier';
import { Kube } from '../kube/kube';
import { StackRunner } from '../stack-runner';
import { ensureHelm } from '../tools/ensure-tools';
import { Tools } from '../tools/tools';

export interface RunnerOptions extends TerraformOptions {
  readonly tools: Pick<Tools, 'terraform' | 'helm'>;
  readonly kube: Kube;
  /** Where the loud line goes, that a provider was not exercised. */
  readonly say: (line: string) => void;
}

/**
 * Terraform alone where it has all the providers that a stack requires; else Terraform for what is AWS's, and the rig's
 * applier for what is the cluster's.
 *
 * @param folder holds the synthesized `cdk.tf.json`
 * @throws when a provider cannot be had and `REQUIRE_PROVIDERS=1`
 */
export function chooseRunner(name: string, folder: string, options: RunnerOptions): StackRunner {
  const stack = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
  const required = Object.keys(stack.terraform?.required_providers ?? {});
  const { providers, kube, dir, tools, say } = options;
  if (!providers.missing.some((one: ProviderName) => required.includes(one))) {
    return new TerraformRunner(name, folder, options);
  }
  announce(providers.why.split('\n')[0], say);
  const values = (part: string, partFolder: string) => new TerraformRunner(part, partFolder, options);
  const helm = async () => tools.helm ?? ensureHelm(say);
  return deferredRunner(name, () => stackApplier(name, folder, { values, kube, helm, dir }));
}
