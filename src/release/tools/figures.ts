import { Command } from './command';
import { CommandFailed, Shell } from './shell';
import { Variables } from './terraform';
import { say } from '../say';

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60 * 1000;

/** By the variable that it is handed in by, how a figure is read, of what the guard's output says. */
const READINGS: Readonly<Record<string, (shell: Shell, source: any, region: string) => Promise<string>>> = {
  /** @param source the ARN of a certificate */
  async certificate_days(shell, source: string) {
    const asked = ['acm', 'describe-certificate', '--certificate-arn', source];
    const { Certificate } = JSON.parse(await shell.read(aws(source.split(':')[3], ...asked)));
    return String(since(DAY, new Date(), Certificate.NotAfter));
  },

  /** @param source the names of alarms */
  async quiet_minutes(shell, source: string[], region) {
    const asked = ['cloudwatch', 'describe-alarms', '--alarm-types', 'MetricAlarm', 'CompositeAlarm'];
    const said = JSON.parse(await shell.read(aws(region, ...asked, '--alarm-names', ...source)));
    const minutes = [...(said.MetricAlarms ?? []), ...(said.CompositeAlarms ?? [])].map((one) => [
      one.AlarmName,
      one.StateValue === 'OK' ? since(MINUTE, one.StateTransitionedTimestamp, new Date()) : 0,
    ]);
    return JSON.stringify(Object.fromEntries(minutes));
  },
};

/**
 * Reads what guards of the switch want handed in, by the AWS command line. What cannot be read is said, and not handed in:
 * the guard refuses then, unless it is left out.
 *
 * @param sources by variable, what a figure is asked of
 * @param region where the load balancer is
 */
export async function readFigures(shell: Shell, sources: Record<string, any>, region: string): Promise<Variables> {
  const read = Object.keys(sources).map(async (name) => {
    try {
      const figure = await READINGS[name]?.(shell, sources[name], region);
      return figure === undefined ? [] : [[name, figure] as const];
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      say(`${name} cannot be read: ${error.words}`);
      return [];
    }
  });
  return Object.fromEntries((await Promise.all(read)).flat());
}

type Time = Date | string | number | undefined;

/** How many whole units of time lie between two times; none when one is not known, or they are the other way round. */
function since(unit: number, from: Time, to: Time): number {
  const time = milliseconds(to) - milliseconds(from);
  return time > 0 ? Math.floor(time / unit) : 0;
}

/** The AWS command line writes times as text, or in seconds, by its version. */
function milliseconds(time: Time): number {
  return typeof time === 'number' ? time * 1000 : new Date(time ?? NaN).getTime();
}

function aws(region: string, ...args: string[]): Command {
  return { program: 'aws', args: [...args, '--region', region, '--output', 'json'] };
}
