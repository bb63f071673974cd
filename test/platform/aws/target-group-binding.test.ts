import { readdirSync } from 'fs';
import { join } from 'path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { TargetGroupBinding } from '../../../src/platform/aws/target-group-binding';
import { FakeCluster } from '../../services/fake-cluster';

function bindingStack(cluster = new FakeCluster()): TerraformStack {
  const stack = new TerraformStack(new App(), 'blue');
  new HelmProvider(stack, 'helm');
  new TargetGroupBinding(stack, 'Entry', {
    cluster,
    name: 'web',
    namespace: 'docnow-blue',
    serviceName: 'web',
    servicePort: 3000,
    targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/docnow-blue/0',
  });
  return stack;
}

function release(stack: TerraformStack): any {
  return Object.values(JSON.parse(Testing.synth(stack)).resource.helm_release)[0];
}

describe('TargetGroupBinding', () => {
  test('hands the chart what it binds, and is named as the readiness gate says', () => {
    expect(release(bindingStack())).toMatchObject({
      name: 'web',
      namespace: 'docnow-blue',
      atomic: true,
      values: [
        '${jsonencode({"serviceName" = "web", "servicePort" = 3000, "targetGroupArn" = ' +
          '"arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/docnow-blue/0"})}',
      ],
    });
  });

  test('refuses a cluster that fills no target groups', () => {
    expect(() => bindingStack(new FakeCluster(undefined, []))).toThrow(
      'blue/Entry: cluster.capabilities is [], without TARGET_GROUP_BINDING, a target group stays without targets. ' +
        'Install the AWS Load Balancer Controller',
    );
  });

  test('brings the chart along, at the path that it names', () => {
    const stack = bindingStack();
    const folder = join(Testing.fullSynth(stack), 'stacks', 'blue', release(stack).chart);
    expect(readdirSync(folder).sort()).toEqual(['Chart.yaml', 'templates', 'values.schema.json']);
  });
});
