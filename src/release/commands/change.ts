import { ask } from '../ask';
import { Change } from '../model/plan';
import { applyPlanned, plan } from '../planned';
import { Site } from '../site';
import { typed } from '../tools/command';

/** Plans and applies a colour's stack, its workers at rest. @returns what was done, or the commands of a dry run */
export async function change(
  site: Site,
  color: string,
  wrong: (changes: readonly Change[]) => string | undefined,
  ...more: string[]
): Promise<string[]> {
  const terraform = site.environment(color);
  const variables = { ...site.options.var, workers: 'standby' };
  if (site.options.dryRun) {
    return [...terraform.preparation, terraform.planCommand(variables, ...more), terraform.applyCommand].map(typed);
  }
  let changes: readonly Change[] = [];
  await plan(
    site.shell,
    terraform,
    variables,
    (planned) => {
      changes = planned;
      return wrong(planned);
    },
    ...more,
  );
  try {
    if (!site.options.yes && changes.length) await ask(`\nDo it in ${terraform.stack}?`);
  } catch (error) {
    await terraform.forget();
    throw error;
  }
  await applyPlanned(site.shell, terraform);
  return [`${terraform.stack}: ${changes.length} resources changed.`];
}
