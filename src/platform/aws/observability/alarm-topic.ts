import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';

/**
 * Internal: an encrypted topic that CloudWatch's alarms of this account may write to, and nobody else.
 *
 * The key is one of the account, since CloudWatch may not use the one that AWS keeps for SNS: alarms would be lost, and
 * nobody told (Amazon SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted
 * topics").
 */
export function alarmTopic(scope: Construct, id: string, name: string, emails: string[]): SnsTopic {
  const home = new Construct(scope, id);
  const account = new DataAwsCallerIdentity(home, 'Account').accountId;
  const cloudWatch = {
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  };
  const administration = {
    Sid: 'LeftToIam',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const key = new KmsKey(home, 'Key', {
    description: `Messages of the alarms of ${name}`,
    enableKeyRotation: true,
    policy: policy([
      administration,
      { Sid: 'Alarms', ...cloudWatch, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' },
    ]),
  });
  const topic = new SnsTopic(home, 'Topic', { name: `${name}-alarms`, kmsMasterKeyId: key.arn });
  new SnsTopicPolicy(home, 'Policy', {
    arn: topic.arn,
    policy: policy([
      { Sid: 'Alarms', ...cloudWatch, Action: 'sns:Publish', Resource: topic.arn },
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sns:Publish',
        Resource: topic.arn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]),
  });
  emails.forEach(
    (endpoint, index) =>
      new SnsTopicSubscription(home, `Email${index}`, { topicArn: topic.arn, protocol: 'email', endpoint }),
  );
  return topic;
}

function policy(statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
