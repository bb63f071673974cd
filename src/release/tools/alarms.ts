import { Command } from './command';
import { Shell } from './shell';
import { refused } from '../ended';

/** What CloudWatch says of alarms, by the AWS command line. */
export class Alarms {
  constructor(private readonly shell: Shell) {}

  /**
   * Which of some alarms ring. One that lacks data does not: it is new, or nothing happens.
   *
   * @param beside the ARN of something in the same region
   * @returns why, of the first; undefined when all are quiet
   * @throws when there is no alarm of a name, since it would be quiet for ever
   */
  async ringing(names: readonly string[], beside: string): Promise<string | undefined> {
    if (!names.length) return undefined;
    const [region] = beside.split(':').slice(3);
    const { MetricAlarms: found } = JSON.parse(await this.shell.read(describe(names, region)));
    const unknown = names.find((name) => !found.some(({ AlarmName }: any) => AlarmName === name));
    if (unknown !== undefined) {
      throw refused(
        `CloudWatch in ${region} has no alarm '${unknown}' on a metric. Name others: --quiet-alarms NAMES.`,
      );
    }
    const rings = found.find(({ StateValue }: any) => StateValue === 'ALARM');
    return rings && `the alarm ${rings.AlarmName} rings: ${rings.StateReason}`;
  }
}

function describe(names: readonly string[], region: string): Command {
  const args = ['cloudwatch', 'describe-alarms', '--alarm-names', ...names, '--region', region, '--output', 'json'];
  return { program: 'aws', args };
}
