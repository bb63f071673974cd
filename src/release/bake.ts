import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { Site } from './site';

/** So many looks one after another have to be bad: one lost answer is no reason to move everybody. */
const BAD_LOOKS = 3;

/** How long an answer may take before it counts as none, in milliseconds. */
const PATIENCE = 5000;

/** Whom to watch. */
export interface Watched {
  readonly color: string;
  readonly targetGroup: string;
  readonly seconds: number;
}

/**
 * Watches a colour that has just got the traffic: how many of its targets are healthy, as the load balancer says, what
 * a request of one's own is answered, and which alarms ring.
 *
 * @returns why it is sick; undefined when it was well until the end
 */
export async function bake(site: Site, { color, targetGroup, seconds }: Watched): Promise<string | undefined> {
  const { every, probe, probeHost, quietAlarms } = site.options;
  const end = Date.now() + seconds * 1000;
  let bad = 0;
  do {
    const [healthy, answer, alarm] = await Promise.all([
      site.balancer.healthy({ [color]: targetGroup }),
      probe === undefined ? undefined : trouble(probe, probeHost),
      site.alarms.ringing(quietAlarms, targetGroup),
    ]);
    // An alarm has looked more than once already.
    if (alarm !== undefined) return alarm;
    const why = troubleOf(color, healthy[color], site.project.needed[color]) ?? answer;
    bad = why === undefined ? 0 : bad + 1;
    if (bad === BAD_LOOKS) return why;
    // What is amiss at the end is looked at until it is known.
    if (bad === 0 && Date.now() + every * 1000 > end) return undefined;
    await sleep(every * 1000);
  } while (!site.shell.interrupted);
  return undefined;
}

function troubleOf(color: string, healthy: number, needed: number): string | undefined {
  return healthy >= needed ? undefined : `${healthy} of ${color}'s targets are healthy; it needs ${needed}`;
}

/** Why an answer is none that a visitor should get; undefined when all is well. A redirect is well, as is a login page. */
function trouble(url: string, host?: string): Promise<string | undefined> {
  const ask = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const headers = host === undefined ? {} : { host };
    const asked = ask(url, { headers, servername: host, timeout: PATIENCE, agent: false }, (answer) => {
      answer.resume();
      const { statusCode = 0 } = answer;
      resolve(statusCode >= 400 ? `${url} answers ${statusCode}` : undefined);
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${PATIENCE} ms`)));
    asked.on('error', ({ message }) => resolve(`${url}: ${message}`));
    asked.end();
  });
}
