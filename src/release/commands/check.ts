import { requireQuiet } from './quiet';
import { Result } from './result';
import { known } from './towards';
import { wordsOf } from '../model/words';
import { plan } from '../planned';
import { Run } from '../run';
import { Site } from '../site';
import { workOf } from '../work';

/** Whether a switch would be let through now: all that it asks first, without the change. */
export async function check(site: Site, [color]: readonly string[]): Promise<Result> {
  const goal = { active: known(site, color, 'check'), trafficOnly: site.options.trafficOnly };
  await requireQuiet(site);
  const run = new Run(site, goal, 'check');
  const { found, steps } = await run.begin();
  // What starts workers cannot be planned while others run.
  for (const step of steps.filter(({ kind }) => kind !== 'start')) {
    const { terraform, variables, wrong } = workOf(step, goal, found, site);
    if (!terraform) continue;
    await plan(site.shell, terraform, variables, wrong);
    await terraform.forget();
  }
  const would = steps.map((step) => wordsOf(step, goal)).filter((words) => words !== 'done');
  const lines = would.length
    ? ['It can be done:', ...would]
    : [`Nothing is to be done: ${goal.active} has the traffic.`];
  return { lines, facts: { from: run.from, would } };
}
