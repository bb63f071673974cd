import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from './command';
import { Shell } from './shell';
import { refused } from '../ended';

/** Values of a stack's variables. */
export type Variables = Readonly<Record<string, string | number>>;

/** How Terraform is to be run. */
export interface TerraformOptions {
  /** The workspace that it has to be in. */
  readonly workspace: string;
  /** How long to wait for somebody else's lock. */
  readonly lockTimeout: string;
}

/** What a stack's state says: its outputs, and what it has of Kubernetes' Deployments. */
export interface State {
  readonly outputs: Readonly<Record<string, any>>;
  /** The UID of each Deployment, by its name. */
  readonly deployments: Readonly<Record<string, string>>;
  /** Whether nothing at all was made, or all is gone again. */
  readonly empty: boolean;
}

/**
 * The file that a plan is kept in until it is applied, in the stack's folder: one of this process's own, so that nobody
 * who plans in the same folder puts another plan in its place.
 */
const PLAN = `docnow-release-${process.pid}.tfplan`;

/** Terraform in the folder of a synthesized stack. */
export class Terraform {
  constructor(
    readonly stack: string,
    private readonly folder: string,
    private readonly shell: Shell,
    private readonly options: TerraformOptions,
  ) {}

  /** What makes the folder ready, if it is not. */
  get preparation(): Command[] {
    return existsSync(join(this.folder, '.terraform')) ? [] : [this.command('init', '-input=false', '-no-color')];
  }

  planCommand(variables: Variables, ...more: string[]): Command {
    const given = Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
    return this.command('plan', '-input=false', '-no-color', this.lock, `-out=${PLAN}`, ...more, ...given);
  }

  get applyCommand(): Command {
    return this.command('apply', '-input=false', '-no-color', this.lock, PLAN);
  }

  /** Makes the folder ready. @throws when it is in another workspace than was said */
  async ready(): Promise<void> {
    for (const command of this.preparation) await this.shell.read(command);
    const workspace = await this.workspace();
    if (workspace === this.options.workspace) return;
    throw refused(
      `the stack ${this.stack} is in the workspace '${workspace}', not '${this.options.workspace}': its state is ` +
        `another one. Select it: terraform -chdir=${this.folder} workspace select ${this.options.workspace}; ` +
        `or say that you mean it: --workspace ${workspace}.`,
    );
  }

  /** The state as it is kept. */
  async state(): Promise<State> {
    const text = await this.shell.read(this.command('state', 'pull'));
    const { outputs = {}, resources = [] } = text.trim() ? JSON.parse(text) : {};
    const managed = resources.filter(({ mode }: any) => mode === 'managed');
    const deployments = managed
      .filter(({ type }: any) => type.startsWith('kubernetes_deployment'))
      .flatMap(({ instances }: any) => instances.map(({ attributes }: any) => attributes.metadata[0]))
      .map(({ name, uid }: any) => [name, uid]);
    return {
      outputs: Object.fromEntries(Object.entries<any>(outputs).map(([name, { value }]) => [name, value])),
      deployments: Object.fromEntries(deployments),
      empty: managed.length === 0,
    };
  }

  /** A plan that was made, for a program, and the hash of its file. */
  async planned(): Promise<{ readonly json: string; readonly sha256: string }> {
    const json = await this.shell.read(this.command('show', '-json', PLAN));
    const file = await readFile(join(this.folder, PLAN));
    return { json, sha256: createHash('sha256').update(file).digest('hex') };
  }

  /** Deletes a plan, which holds what the state holds. */
  async forget(): Promise<void> {
    await rm(join(this.folder, PLAN), { force: true });
  }

  /**
   * Makes every plan stale that anybody has kept of this stack, and changes nothing else: Terraform applies a plan only to
   * the state that it was made of, which it knows by the serial number. Refused while somebody applies.
   */
  async outdate(): Promise<void> {
    const state = await this.shell.read(this.command('state', 'pull'));
    // As text: what is not touched stays as it is, long numbers included.
    const next = state.replace(/^ {2}"serial": (\d+)/m, (_, serial) => `  "serial": ${Number(serial) + 1}`);
    const file = `${PLAN}.tfstate`;
    try {
      await writeFile(join(this.folder, file), next, { mode: 0o600 });
      await this.shell.read(this.command('state', 'push', this.lock, file));
    } finally {
      await rm(join(this.folder, file), { force: true });
    }
  }

  /** What `terraform workspace show` says, without starting it. */
  private async workspace(): Promise<string> {
    const { TF_WORKSPACE: named } = process.env;
    if (named) return named;
    const selected = await readFile(join(this.folder, '.terraform', 'environment'), 'utf8').catch(() => '');
    return selected.trim() || 'default';
  }

  private get lock(): string {
    return `-lock-timeout=${this.options.lockTimeout}`;
  }

  private command(...args: string[]): Command {
    return { program: 'terraform', args: [`-chdir=${this.folder}`, ...args] };
  }
}
