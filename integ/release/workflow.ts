import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { IDENTITIES, REPOSITORY } from './stacks';
import { World } from './world';
import { ROOT } from '../project';
import { variablesOf } from '../rig/aws/assume-role';
import { assumeRoleByToken } from '../rig/aws/web-identity';

const SITE = join(ROOT, 'examples', 'demo.docnow.io');
/** The workflow that users copy. */
export const WORKFLOW = join(SITE, '.github', 'workflows', 'release.yml');
/** The same for GitLab. */
export const PIPELINE = join(SITE, '.gitlab-ci.yml');

/** What a run of a workflow is given from outside. */
export interface Given {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
  /** In place of the workflow's own. */
  readonly env: Readonly<Record<string, string>>;
}

type Values = Record<string, string>;

/**
 * Runs a workflow of GitHub Actions as GitHub does, as far as this one goes: jobs step by step, expressions, outputs, the
 * token of a job and the role that is taken by it. What runs is the file's own `run` blocks, each in a shell as GitHub's.
 */
export class Workflow {
  static async read(world: World, given: Given): Promise<Workflow> {
    return new Workflow(parse(await readFile(WORKFLOW, 'utf8')), world, given);
  }

  private readonly needs: Record<string, Values> = {};

  private constructor(
    private readonly file: any,
    private readonly world: World,
    private readonly given: Given,
  ) {}

  /** Runs a job to its end. @returns what its steps said @throws where a step fails, as the job would */
  async job(name: string): Promise<string> {
    const job = this.file.jobs[name];
    const steps: Record<string, Values> = {};
    let credentials: Values = {};
    const said: string[] = [];
    for (const step of job.steps) {
      const value = (text: string) => this.value(text, steps);
      if (step.uses) {
        credentials = { ...credentials, ...(await this.use(step, job, value)) };
        continue;
      }
      const output = join(this.world.dir, `output-${name}`);
      await writeFile(output, '');
      const own = mapValues({ ...this.file.env, ...job.env, ...step.env }, value);
      const env = { ...own, ...this.given.env, ...credentials, GITHUB_OUTPUT: output };
      said.push(await this.run(name, step.run, env));
      if (step.id) steps[step.id] = outputsIn(await readFile(output, 'utf8'));
    }
    this.needs[name] = mapValues(job.outputs ?? {}, (text: string) => this.value(text, steps));
    return said.join('\n');
  }

  private async run(job: string, script: string, env: Values): Promise<string> {
    const { operator, shell } = this.world;
    const words = await operator.done(`cd ../..\nexec < /dev/null\n${script}`, { ...shell, ...env });
    // The cluster that fakecloud tells of has no API server: kubectl is led to the rig's.
    if (!script.includes('update-kubeconfig')) return words;
    return words + (await operator.done('kubectl config use-context docnow-rig', { ...shell, ...env }));
  }

  /** What an action does; those that put programs on the PATH have nothing to do here. */
  private async use({ uses, with: told }: any, job: any, value: (text: string) => string): Promise<Values> {
    const { dir, aws } = this.world;
    const [action, commit] = uses.split('@');
    if (!/^[0-9a-f]{40}$/.test(commit)) throw new Error(`${uses} is not pinned to a commit`);
    switch (action) {
      case 'actions/checkout':
      case 'actions/setup-node':
      case 'hashicorp/setup-terraform':
        return {};
      case 'aws-actions/configure-aws-credentials': {
        if (job.permissions['id-token'] !== 'write') throw new Error('GitHub gives this job no token');
        const rest = job.environment ? `environment:${job.environment.name}` : 'ref:refs/heads/main';
        const [{ issuer: iss }] = Object.values(IDENTITIES);
        const claims = { iss, sub: `repo:${REPOSITORY}:${rest}`, aud: 'sts.amazonaws.com' };
        return variablesOf(await assumeRoleByToken(aws, value(told['role-to-assume']), claims));
      }
      case 'actions/upload-artifact':
        await cp(join(dir, told.path), join(dir, 'artifacts', told.name), { recursive: true, filter: notHidden });
        return {};
      case 'actions/download-artifact':
        await rm(join(dir, told.path, 'stacks'), { recursive: true });
        await cp(join(dir, 'artifacts', told.name), join(dir, told.path), { recursive: true });
        return {};
      default:
        throw new Error(`what ${action} does is not known here`);
    }
  }

  /** A text with its expressions worked out: a value, or one in the place of an empty one. */
  private value(text: string, steps: Record<string, Values>): string {
    const github = { server_url: 'https://github.com', repository: REPOSITORY, run_id: '1' };
    const { inputs = {}, vars, env } = this.given;
    const needs = mapValues(this.needs, (outputs) => ({ outputs }));
    const contexts = { inputs, vars, env: { ...this.file.env, ...env }, github, needs, steps: outputsOf(steps) };
    return String(text).replace(/\$\{\{ ([\w.-]+)(?: \|\| '([^']*)')? \}\}/g, (whole, path: string, otherwise) => {
      const found = path.split('.').reduce((at: any, key) => at?.[key], contexts) ?? otherwise;
      if (found === undefined) throw new Error(`${whole} has no value here`);
      return found;
    });
  }
}

/** Files that begin with a dot are in no artifact, so Terraform's own folders are not. */
function notHidden(path: string): boolean {
  return !basename(path).startsWith('.');
}

function outputsOf(steps: Record<string, Values>) {
  return mapValues(steps, (outputs) => ({ outputs }));
}

function outputsIn(text: string): Values {
  const lines = text.split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => /^(\w+)=(.*)$/.exec(line)!.slice(1)));
}

function mapValues<From, To>(of: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value)]));
}
