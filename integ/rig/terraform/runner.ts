import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { environment } from './environment';
import { interrupt } from './interrupt';
import { changesIn, errorsIn, messagesIn } from './messages';
import { namespacesOf } from './namespaces';
import { override } from './override';
import { Providers } from './providers';
import { watchPods } from './watch';
import { Outputs, Planned, ValuesRunner } from '../applier/values-runner';
import { Aws } from '../aws/aws';
import { Kube } from '../kube/kube';
import { startProgram } from '../processes/program';
import { Changes, Variables } from '../stack-runner';
import { Tools } from '../tools/tools';

/** What Terraform is run with. */
export interface TerraformOptions {
  readonly tools: Pick<Tools, 'terraform'>;
  /** A folder of the rig's, for copies of the stacks; whoever made it deletes it. */
  readonly dir: string;
  readonly aws: Aws;
  /** Not needed by stacks of AWS alone. */
  readonly kube?: Kube;
  readonly providers: Providers;
}

const SAY = ['-json', '-input=false'];

/** The real Terraform, on a copy of a stack. */
export class TerraformRunner implements ValuesRunner {
  private readonly cwd: string;
  private namespaces: string[] = [];

  /** @param folder holds the synthesized `cdk.tf.json`; it is copied, not touched */
  public constructor(
    public readonly name: string,
    private readonly folder: string,
    private readonly options: TerraformOptions,
  ) {
    this.cwd = join(options.dir, 'stacks', name);
  }

  public async init(): Promise<void> {
    const { dir, aws, kube } = this.options;
    const credentialFile = join(dir, 'execcredential.json');
    const localStates = join(dir, 'local-states');
    await rm(this.cwd, { recursive: true, force: true });
    await mkdir(localStates, { recursive: true });
    await cp(this.folder, this.cwd, { recursive: true, filter: (path) => basename(path) !== '.terraform' });
    const stack = JSON.parse(await readFile(join(this.cwd, 'cdk.tf.json'), 'utf8'));
    this.namespaces = namespacesOf(stack);
    const emulation = override(stack, { aws, kube, credentialFile, localStates });
    await writeFile(join(this.cwd, 'emulation_override.tf.json'), JSON.stringify(emulation, null, 2));
    if (kube) await writeFile(credentialFile, JSON.stringify(credential(kube)), { mode: 0o600 });
    await this.run('init', SAY);
  }

  public plan(variables?: Variables): Promise<Changes> {
    return this.run('plan', [...SAY, ...given(variables)]);
  }

  public async planned(variables?: Variables): Promise<Planned> {
    const changes = await this.run('plan', [...SAY, '-out=planned', ...given(variables)]);
    const { planned_values: values = {} } = JSON.parse(await this.read(['show', '-json', 'planned']));
    await rm(join(this.cwd, 'planned'));
    const known = Object.entries<any>(values.outputs ?? {}).filter(([, output]) => 'value' in output);
    const outputs: Outputs = Object.fromEntries(known.map(([name, { value }]) => [name, value]));
    return { changes, outputs };
  }

  public async evaluate(expression: string, variables?: Variables): Promise<any> {
    const said = await this.read(['console', ...given(variables)], `nonsensitive(jsonencode(${expression}))\n`);
    // The console writes a string in quotes, as JSON does.
    return JSON.parse(JSON.parse(said));
  }

  public apply(variables?: Variables): Promise<Changes> {
    return this.run('apply', [...SAY, '-auto-approve', ...given(variables)], this.namespaces);
  }

  public destroy(variables?: Variables): Promise<Changes> {
    return this.run('apply', [...SAY, '-auto-approve', '-destroy', ...given(variables)]);
  }

  public state(): Promise<string> {
    return this.read(['state', 'pull']);
  }

  /** @param watched namespaces whose pods are waited for, and not in vain */
  private async run(command: string, args: string[], watched: readonly string[] = []): Promise<Changes> {
    const terraform = startProgram(this.options.tools.terraform, [command, ...args], {
      name: `terraform ${command} of ${this.name}`,
      log: join(this.cwd, `${command}.log`),
      cwd: this.cwd,
      env: environment(this.options),
    });
    const over = () => terraform.ending !== undefined;
    const { kube } = this.options;
    const inVain = kube && watched.length ? await watchPods(kube.config, watched, over) : undefined;
    if (inVain) await interrupt(terraform);
    else await terraform.ended;
    const messages = messagesIn(await readFile(terraform.log, 'utf8'));
    if (inVain) throw new Error(`${terraform.name} was stopped, as it could not succeed: ${inVain}`);
    if (terraform.code === 0) return changesIn(messages);
    const words = errorsIn(messages);
    throw new Error(words ? `${terraform.name} failed:\n${words}` : terraform.epitaph());
  }

  private async read(args: string[], input = ''): Promise<string> {
    const options = { cwd: this.cwd, env: environment(this.options), maxBuffer: 256 * 1024 * 1024 };
    try {
      const run = promisify(execFile)(this.options.tools.terraform, args, options);
      run.child.stdin!.end(input);
      return (await run).stdout;
    } catch (error: any) {
      throw new Error(`terraform ${args.join(' ')} of ${this.name} failed:\n${error.stderr || error.message}`);
    }
  }
}

function given(variables: Variables = {}): string[] {
  return Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
}

function credential({ token }: Kube) {
  return { apiVersion: 'client.authentication.k8s.io/v1beta1', kind: 'ExecCredential', status: { token } };
}
