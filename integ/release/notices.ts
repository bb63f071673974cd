import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { World } from './world';
import { clientOptions } from '../rig/aws/client-options';

/** Subscribes a queue to what is told of switches. @returns what asks for the keys of the log that were told of since */
export async function noticesOf({ aws }: World): Promise<() => Promise<string[]>> {
  const [sns, sqs] = [new SNSClient(clientOptions(aws)), new SQSClient(clientOptions(aws))];
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'switches' }));
  const Endpoint = 'arn:aws:sqs:us-east-1:123456789012:switches';
  const TopicArn = 'arn:aws:sns:us-east-1:123456789012:docnow-demo-switches';
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  const told: string[] = [];
  return async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    // The first one says that notices come from now on, and is about no object.
    for (const { Records = [] } of Messages.map(({ Body }) => JSON.parse(Body!))) {
      told.push(...Records.map(({ s3 }: any) => decodeURIComponent(s3.object.key)));
    }
    return told;
  };
}
