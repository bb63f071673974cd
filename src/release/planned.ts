import { refused } from './ended';
import { endedBy } from './ended-by';
import { Change, changesOf } from './model/plan';
import { Shell, CommandFailed } from './tools/shell';
import { Terraform, Variables } from './tools/terraform';

/** Makes a plan, shows it, and looks into it. @returns the hash of its file @throws when it is not what it has to be */
export async function plan(
  shell: Shell,
  terraform: Terraform,
  variables: Variables,
  wrong: (changes: readonly Change[]) => string | undefined,
  ...more: string[]
): Promise<string> {
  await orEnd(shell.show(terraform.planCommand(variables, ...more)));
  const { json, sha256 } = await terraform.planned();
  const why = wrong(changesOf(json));
  if (why === undefined) return sha256;
  await terraform.forget();
  throw refused(`${why}.`);
}

/** Applies the plan that was made: that file, and no other plan. */
export async function applyPlanned(shell: Shell, terraform: Terraform): Promise<void> {
  try {
    await orEnd(shell.show(terraform.applyCommand));
  } finally {
    await terraform.forget();
  }
}

/** What a failed command of Terraform's means for this one. */
export async function orEnd(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw error instanceof CommandFailed ? endedBy(error) : error;
  }
}
