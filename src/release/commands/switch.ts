import { requireQuiet } from './quiet';
import { Result } from './result';
import { known, towards } from './towards';
import { Site } from '../site';

/** All traffic to a colour, then the workers. */
export async function switchTo(site: Site, [color]: readonly string[]): Promise<Result> {
  const active = known(site, color, 'switch');
  await requireQuiet(site);
  return towards(site, { active, trafficOnly: site.options.trafficOnly }, `switch ${active}`);
}
