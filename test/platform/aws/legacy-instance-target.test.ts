import { Testing } from 'cdktf';
import { frontDoorStack } from './front-door-stack';
import { LegacyInstanceTarget, TargetProtocol } from '../../../src';
import { resources } from '../../services/fake-cluster';

const [ONE, TWO] = ['i-0123456789abcdef0', 'i-0123456789abcdef1'];
const { fromAddress, fromInstanceIds, fromTags } = LegacyInstanceTarget;

function make(legacy: LegacyInstanceTarget) {
  const { stack, door } = frontDoorStack({ legacy });
  const { data } = JSON.parse(Testing.synth(stack));
  const out = resources(stack, 'aws_vpc_security_group_egress_rule');
  return {
    target: door.targets[2],
    data,
    group: resources(stack, 'aws_lb_target_group').find(({ name }) => name === 'docnow-demo-legacy'),
    attachments: resources(stack, 'aws_lb_target_group_attachment'),
    out: out.map((rule: any) => [rule.from_port, rule.referenced_security_group_id ?? rule.cidr_ipv4]),
  };
}

describe('LegacyInstanceTarget', () => {
  test('is instances by their ids, with a port and a health check of their own', () => {
    const healthCheck = { path: '/health', port: 8081, protocol: TargetProtocol.HTTP, successCodes: '200-299' };
    const { target, group, attachments, out, data } = make(
      fromInstanceIds([ONE, TWO], { port: 8443, protocol: TargetProtocol.HTTPS, healthCheck, securityGroupId: 'sg-1' }),
    );
    expect([target.color.name, target.minHealthyTargets]).toEqual(['legacy', 1]);
    expect(group).toMatchObject({ target_type: 'instance', port: 8443, protocol: 'HTTPS' });
    expect(group.health_check).toMatchObject({
      path: '/health',
      port: '8081',
      protocol: 'HTTP',
      matcher: '200-299',
      interval: 10,
    });
    expect(attachments.map((one: any) => one.target_id)).toEqual([ONE, TWO]);
    expect(out.sort()).toEqual([
      [3000, 'sg-nodes'],
      [8081, 'sg-1'],
      [8443, 'sg-1'],
    ]);
    expect(Object.values<any>(data.aws_instances)[0].filter).toEqual([
      { name: 'vpc-id', values: ['vpc-1'] },
      { name: 'instance-id', values: [ONE, TWO] },
    ]);
  });

  test('is the instances with a tag', () => {
    const { attachments, data } = make(fromTags({ Name: 'docnow' }));
    const [found, serving] = Object.values<any>(data.aws_instances);
    expect([found.instance_tags, serving.instance_tags]).toEqual([{ Name: 'docnow' }, { Name: 'docnow' }]);
    expect(attachments).toHaveLength(1);
    expect(attachments[0].for_each).toMatch(/^\$\{toset\(data\.aws_instances\.\w*LegacyRunning\w*\.ids\)\}$/);
  });

  test('is an address outside the VPC, that the load balancer is let out to', () => {
    const { group, attachments, out } = make(fromAddress('192.168.7.9', { port: 80 }));
    expect([group.target_type, group.port]).toEqual(['ip', 80]);
    expect(attachments).toMatchObject([{ target_id: '192.168.7.9', availability_zone: 'all', port: 80 }]);
    expect(out).toContainEqual([80, '192.168.7.9/32']);
  });

  test('is left to whoever registers it', () => {
    const { group, attachments, out } = make(LegacyInstanceTarget.registeredElsewhere());
    expect([group.target_type, group.port, attachments, out]).toEqual(['instance', 3000, [], [[3000, 'sg-nodes']]]);
  });

  test.each<[LegacyInstanceTarget, string]>([
    [fromInstanceIds([]), 'legacy.instanceIds is [], so that nothing would answer. Name an instance, or use'],
    [
      fromInstanceIds(['docnow']),
      "legacy.instanceIds is 'docnow', which is not the shape of such an id. Write it as i-0",
    ],
    [fromInstanceIds([ONE, ONE]), `in which '${ONE}' stands twice. Name each instance once.`],
    [fromTags({}), 'legacy.tags is {}, which every instance has. Name a tag of the server alone'],
    [
      fromAddress('54.1.2.3'),
      "front-door/FrontDoor: legacy.address is '54.1.2.3', which is public: Elastic Load Balancing reaches targets outside " +
        "its VPC by private addresses alone. Use the server's address in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, " +
        '100.64.0.0/10, over a VPC peering, a transit gateway, a VPN or Direct Connect.',
    ],
    [fromAddress('demo.docnow.io'), "legacy.address is 'demo.docnow.io', which is not an IPv4 address"],
    [fromAddress('fd00::1'), "legacy.address is 'fd00::1', which is not an IPv4 address"],
    [fromTags({ a: 'b' }, { port: 0 }), 'legacy.port is 0, which is no port. Use a whole number, from 1 to 65535.'],
    [
      fromTags({ a: 'b' }, { healthCheck: { path: 'health' } }),
      "legacy.healthCheck.path is 'health', which is not a path that a load balancer can ask for. Use one such as /health",
    ],
    [
      fromTags({ a: 'b' }, { healthCheck: { successCodes: '2xx' } }),
      "legacy.healthCheck.successCodes is '2xx', which are not status codes from 200 to 499. Use one such as 200",
    ],
    [
      fromTags({ a: 'b' }, { healthCheck: { interval: 4 } }),
      'legacy.healthCheck.interval is 4, which Elastic Load Balancing refuses. Use a whole number, from 5 to 300.',
    ],
    [
      fromTags({ a: 'b' }, { healthCheck: { timeout: 10 } }),
      'legacy.healthCheck.timeout is 10, which is not shorter than the interval of 10 s. Wait a shorter time, or ask less often.',
    ],
  ])('refuses what cannot be: %#', (legacy, words) => {
    expect(() => make(legacy)).toThrow(words);
  });
});
