import { Precondition, Token } from 'cdktf';
import { Construct } from 'constructs';
import { declareFigure } from '../../figure';
import { GuardContext, IGuard } from '../../guard';
import { invalid } from '../../invalid';
import { named } from '../../named';
import { repeated } from '../../repeated';
import { checkWhole } from '../../whole-number';

/** Which alarms, and for how long. */
export interface AlarmsQuietProps {
  /** The names of alarms of CloudWatch. */
  readonly alarmNames: string[];
  /**
   * For how many minutes each has to have been in the state OK.
   *
   * @default 15
   */
  readonly minutes?: number;
}

/**
 * Asks whether alarms have been quiet for a while. One that lacks data is not: nobody knows.
 *
 * Terraform's provider has no data source for them, so the minutes are handed in by the variable `quiet_minutes`, as
 * docnow-release does.
 */
export class AlarmsQuiet implements IGuard {
  /** Says which. */
  constructor(private readonly props: AlarmsQuietProps) {}

  public guard(scope: Construct, _id: string, { targets }: GuardContext): Precondition[] {
    const { alarmNames, minutes = 15 } = this.props;
    this.check(scope);
    declareFigure(scope, 'quiet_minutes', {
      type: 'map(number)',
      default: {},
      description:
        'For how many minutes each alarm has been in the state OK, as CloudWatch says; 0 for one that is not.',
      condition: 'alltrue([for minutes in values(var.quiet_minutes) : minutes >= 0])',
      isWrong: 'has less than 0 minutes',
      wayOut: "Use 0 for an alarm that is not OK, such as -var 'quiet_minutes={NAME=0}'.",
      source: alarmNames,
    });
    const enough = Token.asString(minutes);
    const names = named(scope, 'alarm_names', alarmNames);
    const loud = named(
      scope,
      'loud_alarms',
      `\${[for name in ${names} : name if try(var.quiet_minutes[name], 0) < ${enough}]}`,
    );
    const told = `join(", ", [for name in ${loud} : format("%s %s", name, try(format("%v min", var.quiet_minutes[name]), "not said"))])`;
    return targets.map((one) =>
      one.require(
        `\${length(${loud}) == 0}`,
        `quiet_minutes says that alarms have not been quiet for ${enough} minutes: \${${told}}. See to them, and wait, before ` +
          `${one.target.color.name} gets more requests; then hand in what aws cloudwatch describe-alarms says: ` +
          `-var 'quiet_minutes={NAME=MINUTES}'.`,
      ),
    );
  }

  private check(scope: Construct): void {
    const { alarmNames, minutes = 15 } = this.props;
    const refuse = (because: string, wayOut: string) =>
      invalid(scope, { property: 'guards.AlarmsQuiet.alarmNames', value: alarmNames, because, wayOut });
    if (alarmNames.length === 0) throw refuse('so that nothing is asked', 'Name alarms, or leave the guard out.');
    const twice = repeated(alarmNames);
    if (twice) throw refuse(`in which '${twice}' stands twice`, 'Name each once.');
    checkWhole(scope, 'guards.AlarmsQuiet.minutes', minutes, [1, Infinity], 'with which a quiet moment would do');
  }
}
