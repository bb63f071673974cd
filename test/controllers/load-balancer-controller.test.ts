import { Token } from 'cdktf';
import { controllers, release, TARGET_GROUP, written } from './fake-eks-cluster';
import { LoadBalancerController } from '../../src/controllers/load-balancer-controller';
import { LoadBalancerControllerProps } from '../../src/controllers/load-balancer-controller-props';

const DIGEST = `sha256:${'0'.repeat(64)}`;

function install(props: Partial<LoadBalancerControllerProps> = {}) {
  const loadBalancer = LoadBalancerController.install({ targetGroupArns: [TARGET_GROUP], ...props });
  return controllers({ loadBalancer }).stack;
}

describe('LoadBalancerController', () => {
  test('may fill the target groups that it is told, and make nothing', () => {
    const [{ policy }] = written(install()).aws_iam_role_policy;
    const [ask, bind] = JSON.parse(policy).Statement;
    expect(ask.Action.every((action: string) => /:Describe/.test(action))).toBe(true);
    expect(ask.Condition).toEqual({ StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } });
    expect(bind.Action).toEqual(['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets']);
    expect(bind.Resource).toEqual([TARGET_GROUP]);
  });

  test('leaves Ingresses, Gateways and Services to others, and holds up none of them while it is away', () => {
    const [values] = release(install(), 'aws-load-balancer-controller').values;
    for (const said of [
      '"createIngressClassResource" = false',
      '"enableServiceMutatorWebhook" = false',
      '"disableIngressValidation" = true',
      '"EnableServiceController" = false',
      '"ALBGatewayAPI" = false',
      '"NLBGatewayAPI" = false',
      '"enableBackendSecurityGroup" = false',
    ]) {
      expect(values).toContain(said);
    }
  });

  test('runs by digest where one is given', () => {
    const values = (props?: object) => release(install(props), 'aws-load-balancer-controller').values[0];
    expect(values({ imageDigest: DIGEST })).toContain(`"tag" = "v3.5.0@${DIGEST}"`);
    expect(values()).toContain('"tag" = "v3.5.0"');
  });

  test('takes target groups that are known to Terraform alone', () => {
    expect(() => install({ targetGroupArns: [Token.asString({ resolve: () => 'arn' })] })).not.toThrow();
  });

  test.each<[Partial<LoadBalancerControllerProps>, string]>([
    [
      { targetGroupArns: [] },
      'controllers/Controllers/LoadBalancer: targetGroupArns is [], so that it could fill none. Give those of the front ' +
        'door: frontDoor.targets.map(({ targetId }) => targetId).',
    ],
    [{ targetGroupArns: ['docnow-blue'] }, "targetGroupArns is 'docnow-blue', which is not the ARN of a target group"],
    [{ targetGroupArns: ['*'] }, "targetGroupArns is '*', which is not the ARN of a target group"],
    [
      { imageDigest: 'v3.5.0' },
      "imageDigest is 'v3.5.0', which is not the digest of an image. Give sha256: and 64 hexadecimal digits, as `crane " +
        'digest IMAGE:TAG` tells them.',
    ],
  ])('refuses %j', (props, words) => expect(() => install(props)).toThrow(words));
});
