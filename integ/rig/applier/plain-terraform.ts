import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Changes, Variables } from '../stack-runner';
import { ValuesRunner } from './values-runner';

/** Terraform in a folder, with nothing of AWS: enough to try the applier by itself. */
export function plainTerraform(name: string, folder: string, terraform = 'terraform'): ValuesRunner {
  const env: NodeJS.ProcessEnv = { ...process.env, TF_IN_AUTOMATION: '1' };
  delete env.TF_CLI_CONFIG_FILE;
  const run = async (...args: string[]) => {
    const running = promisify(execFile)(terraform, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
    return running.then(
      ({ stdout }) => stdout,
      (error) => Promise.reject(new Error(`terraform ${args[0]}: ${error.stderr || error.stdout}`)),
    );
  };
  const given = (variables: Variables = {}) => Object.entries(variables).map(([key, value]) => `-var=${key}=${value}`);
  const planned = async (variables?: Variables) => {
    await run('plan', '-no-color', '-input=false', '-out=plan', ...given(variables));
    const shown = JSON.parse(await run('show', '-json', 'plan'));
    await rm(join(folder, 'plan'));
    const outputs = Object.entries<any>(shown.planned_values.outputs ?? {}).filter(([, one]) => 'value' in one);
    const actions = (shown.resource_changes ?? []).map(({ change }: any) => change.actions).flat();
    const count = (action: string) => actions.filter((one: string) => one === action).length;
    return {
      changes: { add: count('create'), change: count('update'), destroy: count('delete') },
      outputs: Object.fromEntries(outputs.map(([key, { value }]) => [key, value])),
    };
  };
  const quiet = ['-no-color', '-input=false', '-auto-approve'];
  return {
    name,
    init: async () => void (await run('init', '-no-color', '-input=false')),
    planned,
    plan: async (variables) => (await planned(variables)).changes,
    apply: async (variables) => changesIn(await run('apply', ...quiet, ...given(variables))),
    destroy: async (variables) => changesIn(await run('destroy', ...quiet, ...given(variables))),
    state: () => run('state', 'pull'),
  };
}

function changesIn(text: string): Changes {
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(text)?.[1] ?? 0);
  return { add: count('added'), change: count('changed'), destroy: count('destroyed') };
}
