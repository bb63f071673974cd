import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { App } from 'cdktf';
import { Aws } from '../rig/aws/aws';
import { Program, startProgram } from '../rig/processes/program';
import { environment } from '../rig/terraform/environment';
import { override } from '../rig/terraform/override';
import { Providers } from '../rig/terraform/providers';
import { Tools } from '../rig/tools/tools';

/** Who an operator is, and where. */
export interface OperatorOptions {
  readonly tools: Pick<Tools, 'terraform'>;
  readonly aws: Pick<Aws, 'endpoint' | 'region' | 'env'>;
  readonly providers: Providers;
  /** The project's folder. */
  readonly dir: string;
}

/** What a command came to. */
export interface Said {
  readonly code: number | undefined;
  /** All that was written, without the frames around errors and without line breaks: words as a person reads them. */
  readonly words: string;
}

let programs = 0;

/** Somebody at a shell in `cdktf.out/stacks`, who types what the documentation says and answers every question with yes. */
export class Operator {
  private readonly stacks: string;

  constructor(private readonly options: OperatorOptions) {
    this.stacks = join(options.dir, 'cdktf.out', 'stacks');
  }

  /** Puts a program on this operator's PATH. */
  async has(name: string, program: string): Promise<void> {
    await symlink(program, join(this.options.dir, 'bin', name)).catch(ignoreExisting);
  }

  /** Synthesizes once more, over what is there: what Terraform keeps beside it stays, as on an operator's machine. */
  async synth(define: (app: App) => void): Promise<void> {
    const { tools, dir, aws } = this.options;
    const [outdir, bin] = ['cdktf.out', 'bin'].map((name) => join(dir, name));
    await Promise.all([outdir, bin].map((path) => mkdir(path, { recursive: true })));
    const app = new App({ outdir });
    define(app);
    app.synth();
    await this.has('terraform', tools.terraform);
    await writeFile(join(dir, 'answers'), 'yes\n'.repeat(64 * 1024));
    for (const name of app.node.children.map(({ node }) => node.id).filter((id) => id !== 'Tree')) {
      const folder = join(this.stacks, name);
      const stack = JSON.parse(await readFile(join(folder, 'cdk.tf.json'), 'utf8'));
      const emulation = override(stack, { aws, localStates: dir, credentialFile: '' });
      await writeFile(join(folder, 'emulation_override.tf.json'), JSON.stringify(emulation, null, 2));
    }
  }

  /** The state of a stack that keeps it in a local file. */
  async localState(stack: string): Promise<any> {
    return JSON.parse(await readFile(join(this.options.dir, `terraform.${stack}.tfstate`), 'utf8'));
  }

  /** Types it, and waits until it is over. @param variables of the shell */
  async run(commands: string, variables: Record<string, string> = {}): Promise<Said> {
    const shell = this.start(commands, variables);
    await shell.ended;
    const { code } = shell;
    return { code, words: wordsIn(await readFile(shell.log, 'utf8')) };
  }

  /** The same, which has to go well. @returns what was said */
  async done(commands: string, variables?: Record<string, string>): Promise<string> {
    const { code, words } = await this.run(commands, variables);
    if (code !== 0) throw new Error(`${commands}\nended with code ${code}: ${words}`);
    return words;
  }

  /** The same, which has to be refused. @returns with which words */
  async refused(commands: string, variables?: Record<string, string>): Promise<string> {
    const { code, words } = await this.run(commands, variables);
    if (code === 0) throw new Error(`${commands}\nwas not refused: ${words}`);
    return words;
  }

  /** Types it, and looks away. */
  start(commands: string, variables: Record<string, string> = {}): Program {
    const { dir } = this.options;
    programs += 1;
    const env = environment(this.options);
    const path = [join(dir, 'bin'), env.PATH].join(':');
    return startProgram('bash', ['-euo', 'pipefail', '-c', `exec < '${join(dir, 'answers')}'\n${commands}`], {
      name: commands,
      log: join(dir, `commands-${programs}.log`),
      cwd: this.stacks,
      env: { ...env, AWS_DEFAULT_REGION: this.options.aws.region, TF_CLI_ARGS: '-no-color', ...variables, PATH: path },
    });
  }
}

function wordsIn(text: string): string {
  return text
    .replace(/^[╷│╵]/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
