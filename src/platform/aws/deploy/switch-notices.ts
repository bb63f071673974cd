import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { SwitchNoticesProps } from './switch-notices-props';
import { invalid } from '../../invalid';
import { encryptedTopic } from '../observability/encrypted-topic';

/**
 * Tells a topic of SNS of each switch, each step of a trial and each way back that `docnow-release` makes: S3 does, when an entry
 * is written to the log in the bucket of states, so it is told of as well when the machine that switches dies. An entry is written
 * when a switch begins and once more when it ends; its key says when, from where and where to.
 *
 * A bucket has one configuration of notifications, and this is it: have no other one made for the bucket of states.
 */
export class SwitchNotices extends Construct {
  /** The topic that is told, to subscribe to. */
  public readonly topicArn: string;

  /**
   * Makes the topic and the notification.
   *
   * @throws when the name is not one of a topic, or an address is none
   */
  constructor(scope: Construct, id: string, { name, bucketName, emails = [] }: SwitchNoticesProps) {
    super(scope, id);
    const refuse = (property: string, value: string, because: string, wayOut: string) =>
      invalid(this, { property, value, because, wayOut });
    // With the rest of a name at most 256 (SNS API Reference, CreateTopic).
    if (!Token.isUnresolved(name) && !/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(name)) {
      const wayOut = 'Use 1 to 100 letters, digits, hyphens and underscores, the first a letter or digit.';
      throw refuse('name', name, 'which SNS does not take in the name of a topic', wayOut);
    }
    const stranger = emails.find((email) => !Token.isUnresolved(email) && !/^[^\s@]+@[^\s@]+$/.test(email));
    if (stranger !== undefined) {
      throw refuse('emails', stranger, 'which is no address', 'Write one, such as ops@example.org.');
    }
    const { topic, policy } = encryptedTopic(new Construct(this, 'Notifications'), {
      name: `${name}-switches`,
      description: `Messages of the switches of ${name}`,
      sid: 'Switches',
      service: 's3.amazonaws.com',
      sourceArn: `arn:aws:s3:::${bucketName}`,
      // Its guide has no condition there (Amazon S3 User Guide, "Granting permissions to publish event notification messages").
      saysAccountToKms: false,
      emails,
    });
    this.topicArn = topic.arn;
    new S3BucketNotification(this, 'Log', {
      bucket: bucketName,
      topic: [{ topicArn: topic.arn, events: ['s3:ObjectCreated:*'], filterPrefix: 'docnow-release/' }],
      // S3 asks at once whether it may.
      dependsOn: [policy],
    });
  }
}
