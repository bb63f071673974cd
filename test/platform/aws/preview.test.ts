import { frontDoorStack } from './front-door-stack';
import { LegacyInstanceTarget, PreviewProps } from '../../../src';
import { resources } from '../../services/fake-cluster';

function make(preview?: PreviewProps) {
  const { stack } = frontDoorStack({ preview, legacy: LegacyInstanceTarget.registeredElsewhere() });
  return {
    rules: resources(stack, 'aws_lb_listener_rule').sort((one: any, other: any) => one.priority - other.priority),
    records: resources(stack, 'aws_route53_record').map(({ name }: any) => name),
    certificate: resources(stack, 'aws_acm_certificate')[0],
  };
}

describe('a preview', () => {
  test('has names under the certificate, and rules before that of a switch', () => {
    const { rules, records, certificate } = make({});
    const names = ['blue', 'green', 'legacy'].map((name) => `${name}.demo.docnow.io`);
    expect(certificate.subject_alternative_names).toEqual(names);
    expect(records).toEqual(expect.arrayContaining(names));
    expect(records.filter((name: string) => name.includes('domain_validation_options'))).toHaveLength(4);
    expect(rules.map(({ priority }: any) => priority)).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
    for (const { action } of rules) {
      expect(action[0].fixed_response?.message_body.length ?? 0).toBeLessThanOrEqual(1024);
    }
    expect(rules[2].condition).toEqual([{ host_header: { values: ['blue.demo.docnow.io'] } }]);
    expect(rules[4].condition).toEqual([
      { host_header: { values: ['demo.docnow.io'] } },
      { http_header: { http_header_name: 'Cookie', values: ['*docnow-preview=blue.*'] } },
    ]);
  });

  test('is for some alone, but for the answer to search engines', () => {
    const { rules } = make({ clientCidrs: ['203.0.113.0/24'] });
    const closed = rules.filter(({ condition }: any) => condition.some((one: any) => one.source_ip));
    expect(closed).toHaveLength(rules.length - 1);
    expect(rules[0].condition[1]).toEqual({ path_pattern: { values: ['/robots.txt'] } });
  });

  test('is not there unless wanted', () => {
    const { rules, records, certificate } = make();
    expect([rules, records.length, certificate.subject_alternative_names]).toEqual([[], 2, undefined]);
  });

  test.each<[string[], string]>([
    [
      ['10.0.0.0/8', '10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'],
      'which are 4; a rule of the load balancer takes 3 beside a name and a cookie. Name wider ranges, or fewer.',
    ],
    [[], 'front-door/FrontDoor: preview.clientCidrs is [], which a rule takes for everybody. Name the ranges'],
    [['me'], "preview.clientCidrs is 'me', which is not a range in CIDR form. Write an address with its prefix"],
  ])('refuses %j', (clientCidrs, words) => {
    expect(() => make({ clientCidrs })).toThrow(words);
  });
});
