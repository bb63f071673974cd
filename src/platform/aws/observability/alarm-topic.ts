import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Construct } from 'constructs';
import { encryptedTopic } from './encrypted-topic';

/** Internal: an encrypted topic that CloudWatch's alarms of this account may write to, and nobody else. */
export function alarmTopic(scope: Construct, id: string, name: string, emails: string[]): SnsTopic {
  return encryptedTopic(new Construct(scope, id), {
    name: `${name}-alarms`,
    description: `Messages of the alarms of ${name}`,
    sid: 'Alarms',
    service: 'cloudwatch.amazonaws.com',
    saysAccountToKms: true,
    emails,
  }).topic;
}
