import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { SwitchNotices, SwitchNoticesProps } from '../../../src';

function synth(props: Partial<SwitchNoticesProps> = {}): any {
  const stack = new TerraformStack(new App(), 'deploy');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  new SwitchNotices(stack, 'Notices', { name: 'docnow-demo', bucketName: 'docnow-states', ...props });
  return JSON.parse(Testing.synth(stack)).resource;
}

const only = (map: object): any => Object.values(map)[0];

describe('SwitchNotices', () => {
  test('S3 alone may write, for the one bucket of this account, to an encrypted topic', () => {
    const { aws_sns_topic: topic, aws_sns_topic_policy: policy, aws_s3_bucket_notification: notification } = synth();
    expect(only(topic)).toMatchObject({ name: 'docnow-demo-switches', kms_master_key_id: expect.anything() });
    const [{ Principal, Condition }, { Effect }] = JSON.parse(only(policy).policy).Statement;
    expect([Principal, Effect]).toEqual([{ Service: 's3.amazonaws.com' }, 'Deny']);
    expect(Condition.ArnEquals).toEqual({ 'aws:SourceArn': 'arn:aws:s3:::docnow-states' });
    expect(only(notification)).toMatchObject({
      bucket: 'docnow-states',
      topic: [{ events: ['s3:ObjectCreated:*'], filter_prefix: 'docnow-release/' }],
    });
  });

  test.each([
    [{ name: 'a b' }, "Notices: name is 'a b', which SNS does not take in the name of a topic"],
    [{ emails: ['ops'] }, "emails is 'ops', which is no address. Write one"],
  ])('refuses %j', (props, words) => {
    expect(() => synth(props)).toThrow(words);
  });
});
