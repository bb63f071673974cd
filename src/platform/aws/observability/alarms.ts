import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { AlarmSpec, makeAlarm } from './alarm';
import { alarmTopic } from './alarm-topic';
import { AlarmProps, AlarmsProps } from './alarms-props';
import { dataSpecs, frontDoorSpecs, nodeSpecs } from './specs';
import { invalid } from '../../invalid';

/**
 * Alarms of CloudWatch for a way in and what is behind it, which tell an SNS topic when they begin and when they are over.
 *
 * They look at every colour all the time and need no change when traffic is switched: what is asked of a colour that
 * serves is asked as long as requests reach it.
 */
export class Alarms extends Construct {
  /** The topic that is told, to subscribe to. */
  public readonly topicArn: string;

  private readonly name: string;

  /**
   * Makes the alarms.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.check(props);
    this.name = props.name;
    this.topicArn = props.topicArn ?? alarmTopic(this, 'Notifications', props.name, props.emails ?? []).arn;
    const specs = [
      ...frontDoorSpecs(props),
      ...(props.userData ? dataSpecs(props.userData) : []),
      ...(props.containerInsights ? nodeSpecs(props.containerInsights) : []),
    ];
    for (const { id: name, ...spec } of specs) this.make(name, spec);
  }

  /**
   * Adds an alarm on any metric, such as one of an exporter.
   *
   * @param id the rest of its name
   * @throws when it is told to ring above and below, or neither
   */
  public addAlarm(id: string, props: AlarmProps): CloudwatchMetricAlarm {
    const { above, below, periods = 5, metric, description } = props;
    if ((above === undefined) === (below === undefined)) {
      throw invalid(this, {
        property: `addAlarm('${id}')`,
        value: { above, below },
        because: 'which does not say when it rings',
        wayOut: 'Give either above or below.',
      });
    }
    return this.make(id, {
      description,
      metrics: { metric },
      comparison: above === undefined ? 'LessThanThreshold' : 'GreaterThanThreshold',
      threshold: (above ?? below)!,
      datapoints: periods,
      of: periods,
    });
  }

  private make(id: string, spec: Omit<AlarmSpec, 'name'>): CloudwatchMetricAlarm {
    return makeAlarm(this, id, this.topicArn, { ...spec, name: `${this.name}-${id}` });
  }

  private check(props: AlarmsProps): void {
    const { name, topicArn, emails = [], maxErrorPercentage = 1, maxLatency = 1, minHealthyTargets = 1 } = props;
    const refuse = (property: string, value: unknown, because: string, wayOut: string) =>
      invalid(this, { property, value, because, wayOut });
    // With the rest of a name at most 256 (SNS API Reference, CreateTopic).
    if (!Token.isUnresolved(name) && !/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(name)) {
      const wayOut = 'Use 1 to 100 letters, digits, hyphens and underscores, the first a letter or digit.';
      throw refuse('name', name, 'which SNS does not take in the name of a topic', wayOut);
    }
    if (topicArn !== undefined && emails.length > 0) {
      const wayOut = 'Subscribe to it where it is made, or leave topicArn out.';
      throw refuse('emails', emails, 'but topicArn is a topic that somebody else owns', wayOut);
    }
    const stranger = emails.find((email) => !Token.isUnresolved(email) && !/^[^\s@]+@[^\s@]+$/.test(email));
    if (stranger !== undefined) {
      throw refuse('emails', stranger, 'which is no address', 'Write one, such as ops@example.org.');
    }
    for (const [property, value] of Object.entries({ maxErrorPercentage, maxLatency, minHealthyTargets })) {
      if (Token.isUnresolved(value) || value > 0) continue;
      throw refuse(property, value, 'with which the alarm would ring always or never', 'Use a number above 0.');
    }
  }
}
