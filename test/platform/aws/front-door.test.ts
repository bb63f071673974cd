import { TerraformStack } from 'cdktf';
import { frontDoorStack as make } from './front-door-stack';
import { Color, FrontDoorProps, LegacyInstanceTarget } from '../../../src';
import { resources } from '../../services/fake-cluster';

const rules = (stack: TerraformStack, way: string) =>
  resources(stack, `aws_vpc_security_group_${way}_rule`).map((rule) => [
    rule.from_port,
    rule.cidr_ipv4 ?? rule.referenced_security_group_id,
  ]);

describe('FrontDoor', () => {
  test('speaks HTTPS alone, and tells HTTP so', () => {
    const { stack } = make();
    const [http, https] = resources(stack, 'aws_lb_listener');
    expect(https).toMatchObject({ port: 443, protocol: 'HTTPS', ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' });
    expect(https.default_action[0].fixed_response.status_code).toBe('404');
    expect(http.default_action[0].redirect).toMatchObject({ protocol: 'HTTPS', status_code: 'HTTP_301' });
  });

  test('protects itself and its logs, unless told not to', () => {
    const { stack } = make();
    expect(resources(stack, 'aws_lb')[0]).toMatchObject({
      internal: false,
      drop_invalid_header_fields: true,
      enable_deletion_protection: true,
      idle_timeout: 60,
    });
    expect(resources(stack, 'aws_s3_bucket')[0]).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    for (const group of resources(stack, 'aws_lb_target_group')) expect(group.lifecycle.prevent_destroy).toBe(true);
    const open = make({ removalProtection: false }).stack;
    expect(resources(open, 'aws_lb')[0].enable_deletion_protection).toBe(false);
    expect(resources(open, 'aws_s3_bucket')[0].force_destroy).toBe(true);
  });

  test('opens the way from clients to pods, and no other', () => {
    const { stack } = make({ clientCidrs: ['198.51.100.0/24'] });
    const balancer = expect.stringMatching(/aws_security_group\..*\.id/);
    expect(rules(stack, 'ingress')).toEqual([
      [80, '198.51.100.0/24'],
      [443, '198.51.100.0/24'],
      [3000, balancer],
    ]);
    expect(rules(stack, 'egress')).toEqual([[3000, 'sg-nodes']]);
  });

  test('has a target group for each colour and one for the legacy server', () => {
    const { stack, door } = make({
      legacy: LegacyInstanceTarget.fromInstanceIds(['i-0123456789abcdef0'], {
        port: 8080,
        securityGroupId: 'sg-legacy',
      }),
    });
    expect(door.targets.map(({ color }) => color.name)).toEqual(['blue', 'green', 'legacy']);
    expect(resources(stack, 'aws_lb_target_group').map((one) => [one.name, one.target_type, one.port])).toEqual([
      ['docnow-demo-blue', 'ip', 3000],
      ['docnow-demo-green', 'ip', 3000],
      ['docnow-demo-legacy', 'instance', 8080],
    ]);
    expect(resources(stack, 'aws_lb_target_group_attachment')).toHaveLength(1);
    expect(rules(stack, 'egress')).toContainEqual([8080, 'sg-legacy']);
  });

  test('gives a colour its way in', () => {
    const { door } = make();
    const entry = door.entry(Color.GREEN);
    expect(entry.color.name).toBe('green');
    expect(entry.targetId).toBe(door.targets[1].targetId);
  });
});

describe('refuses', () => {
  const cases: [string, Partial<FrontDoorProps>, string][] = [
    ['a long name', { name: 'a-name-of-20-letters' }, "front-door/FrontDoor: name is 'a-name-of-20-letters', which"],
    ['internal-', { name: 'internal-docnow' }, 'not beginning with internal-'],
    ['what is no host', { hostName: 'demo_docnow' }, "hostName is 'demo_docnow', which is not a host name"],
    [
      'a host outside the zone',
      { hostName: 'demo.docnow.org' },
      "hostName is 'demo.docnow.org', which is not in the hosted zone 'docnow.io', so nobody would find it. " +
        'Use a name that ends in .docnow.io',
    ],
    ['a host that only ends like the zone', { hostName: 'mydocnow.io' }, 'which is not in the hosted zone'],
    [
      'a colour twice',
      { colors: [Color.BLUE, Color.of('blue')] },
      `colors is ["blue","blue"], in which 'blue' stands twice`,
    ],
    ['legacy among colours', { colors: [Color.BLUE, Color.LEGACY] }, 'give the property legacy'],
    ['no colour', { colors: [] }, 'colors is [], which are 0'],
    [
      'five colours and legacy',
      {
        colors: ['a', 'b', 'c', 'd', 'e'].map((name) => Color.of(name)),
        legacy: LegacyInstanceTarget.registeredElsewhere(),
      },
      "which are 5; a load balancer's rule takes 1 to 4 beside the legacy server",
    ],
    [
      'a negative delay',
      { deregistrationDelay: -1 },
      'deregistrationDelay is -1, not a whole number of seconds from 0 to 3600',
    ],
    ['no log kept', { logRetentionDays: 0 }, 'logRetentionDays is 0'],
    [
      'one subnet',
      { network: { vpcId: 'v', publicSubnetIds: ['s'], publicSubnetCidrs: ['10.0.0.0/24'], securityGroupId: 'g' } },
      'network.publicSubnetIds is ["s"], fewer than the 2',
    ],
  ];
  test.each(cases)('%s', (_, changes, words) => {
    expect(() => make(changes)).toThrow(words);
  });

  test('an unknown colour', () => {
    expect(() => make().door.entry(Color.of('red'))).toThrow(
      "front-door/FrontDoor: entry(color) is 'red', which is none of its colours (blue, green). " +
        "Use one of these, or add it: colors: [..., Color.of('red')].",
    );
  });
});
