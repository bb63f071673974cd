import { refused } from '../ended';
import { Site } from '../site';

/** Refuses to send anybody to a colour while an alarm rings: nobody could tell what it rings for. A way back is let through. */
export async function requireQuiet(site: Site): Promise<void> {
  const { quietAlarms, skipGuards } = site.options;
  if (!quietAlarms.length || skipGuards) return;
  const why = await site.alarms.ringing(quietAlarms, (await site.find()).rule);
  if (why === undefined) return;
  throw refused(`${why}. Wait until it is quiet. In an emergency: --skip-guards 'why'.`);
}
