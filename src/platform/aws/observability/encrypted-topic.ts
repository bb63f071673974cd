import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';

/** Internal: what a topic is for. */
export interface EncryptedTopicProps {
  readonly name: string;
  /** What the key is for, in words. */
  readonly description: string;
  /** The statements' id. */
  readonly sid: string;
  /** The service of AWS's that writes, such as `cloudwatch.amazonaws.com`. */
  readonly service: string;
  /** What it writes for. @default - anything of this account's */
  readonly sourceArn?: string;
  /** Whether it says for which account it uses the key. Where it does not, the topic's own policy still asks. */
  readonly saysAccountToKms: boolean;
  /** Whom to tell. */
  readonly emails: string[];
}

/** Internal: a topic, and what has to be there before anybody writes to it. */
export interface EncryptedTopic {
  readonly topic: SnsTopic;
  readonly policy: SnsTopicPolicy;
}

/**
 * Internal: an encrypted topic that one service of AWS's may write to, for this account, and nobody else.
 *
 * The key is one of the account, since services may not use the one that AWS keeps for SNS: messages would be lost, and
 * nobody told (Amazon SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted
 * topics").
 */
export function encryptedTopic(home: Construct, props: EncryptedTopicProps): EncryptedTopic {
  const { sid, service, sourceArn, saysAccountToKms, emails } = props;
  const account = new DataAwsCallerIdentity(home, 'Account').accountId;
  const ours = { Effect: 'Allow', Principal: { Service: service } };
  const here = { StringEquals: { 'aws:SourceAccount': account } };
  const administration = {
    Sid: 'LeftToIam',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const key = new KmsKey(home, 'Key', {
    description: props.description,
    enableKeyRotation: true,
    policy: policy([
      administration,
      {
        Sid: sid,
        ...ours,
        ...(saysAccountToKms && { Condition: here }),
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
      },
    ]),
  });
  const topic = new SnsTopic(home, 'Topic', { name: props.name, kmsMasterKeyId: key.arn });
  const from = sourceArn === undefined ? here : { ...here, ArnEquals: { 'aws:SourceArn': sourceArn } };
  const topicPolicy = new SnsTopicPolicy(home, 'Policy', {
    arn: topic.arn,
    policy: policy([
      { Sid: sid, ...ours, Condition: from, Action: 'sns:Publish', Resource: topic.arn },
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
  return { topic, policy: topicPolicy };
}

function policy(statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
