import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, Fn, TerraformStack, Testing } from 'cdktf';
import { Color, DnsTarget, ISwitchTarget, Route53Weights, Route53WeightsProps } from '../../../src';
import { resources } from '../../services/fake-cluster';

const { BLUE, GREEN } = Color;
const PROPS: Route53WeightsProps = { hostedZoneId: 'Z0123456789ABCDEFGHIJ', hostName: 'demo.docnow.io' };
const ALIASES = [
  DnsTarget.alias(BLUE, 'Blue-1.us-east-1.elb.amazonaws.com', 'Z35SXDOTRQ7X7K'),
  DnsTarget.alias(GREEN, 'green-2.eu-west-1.elb.amazonaws.com', 'Z32O12XQLNTSW2'),
];

function newStack(): TerraformStack {
  const stack = new TerraformStack(new App(), 'switch');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  return stack;
}

function divided(props: Partial<Route53WeightsProps> = {}, targets: ISwitchTarget[] = ALIASES) {
  const stack = newStack();
  const division = new Route53Weights({ ...PROPS, ...props }).divide(stack, 'Traffic', {
    targets: targets.map((target, index) => ({ target, weight: index === 0 ? 100 : 0 })),
    sticky: Fn.tobool(false),
    preconditions: [{ condition: '${true}', errorMessage: 'No.' }],
  });
  return { stack, division };
}

describe('Route53Weights', () => {
  test('is a record for each target, each under all guards', () => {
    const { stack, division } = divided();
    const records = resources(stack, 'aws_route53_record');
    expect(records.map((one: any) => [one.set_identifier, one.weighted_routing_policy.weight, one.alias.name])).toEqual(
      [
        ['blue', 100, 'Blue-1.us-east-1.elb.amazonaws.com'],
        ['green', 0, 'green-2.eu-west-1.elb.amazonaws.com'],
      ],
    );
    for (const { name, type, ttl, alias, lifecycle } of records) {
      expect([name, type, ttl, alias.evaluate_target_health]).toEqual(['demo.docnow.io', 'A', undefined, false]);
      expect(lifecycle.precondition).toEqual([{ condition: '${true}', error_message: 'No.' }]);
    }
    expect(division).toMatch(/^\$\{join\(",", \[.*\.id, .*\.id\]\)\}$/);
    expect(JSON.parse(Testing.synth(stack)).output.dns_seconds.value).toBe(120);
    expect(ALIASES[0].targetId).toBe('blue-1.us-east-1.elb.amazonaws.com');
  });

  test('leads to names or addresses for as long as it is told', () => {
    const names = [DnsTarget.cname(BLUE, 'b.example.org'), DnsTarget.cname(GREEN, 'g.example.org')];
    const { stack } = divided({ ttl: 30 }, names);
    expect(resources(stack, 'aws_route53_record')).toMatchObject([
      { type: 'CNAME', records: ['b.example.org'], ttl: 30 },
      { type: 'CNAME', records: ['g.example.org'], ttl: 30 },
    ]);
    const addresses = DnsTarget.addresses(BLUE, ['203.0.113.9', '203.0.113.7']);
    expect(addresses.targetId).toBe('203.0.113.7,203.0.113.9');
  });

  test('asks Route 53 at the plan, at the apply, or once the records are made', () => {
    const asked = (reading: object) => {
      const stack = newStack();
      new Route53Weights(PROPS).read(stack, 'Now', { when: Fn.tobool(true), ...reading });
      return Object.values<any>(JSON.parse(Testing.synth(stack)).data.aws_route53_records)[0];
    };
    expect(asked({})).toMatchObject({
      zone_id: PROPS.hostedZoneId,
      name_regex: '^demo\\.docnow\\.io\\.$',
      count: '${tobool(true) ? 1 : 0}',
    });
    expect(asked({ atApply: true }).zone_id).toBe(`\${(timestamp() == "never") ? "" : "${PROPS.hostedZoneId}"}`);
    expect(asked({ division: Fn.trimspace('made') }).zone_id).toMatch(
      /^\$\{\(length\(trimspace\("made"\)\) < 1\) \? "" : /,
    );
  });

  const cname = DnsTarget.cname(GREEN, 'g.example.org');
  test.each<[Partial<Route53WeightsProps>, ISwitchTarget[], string]>([
    [
      {},
      [ALIASES[0], { color: GREEN, targetId: 'arn:of:green' }],
      `switch: targets is ["blue","green"], of which green is known as 'arn:of:green', which is no name or address. Give each as`,
    ],
    [
      {},
      [ALIASES[0], cname],
      'which are records of types A and CNAME; weights divide between records of one type alone. Give all as names',
    ],
    [
      {},
      Array.from({ length: 101 }, (_, index) => DnsTarget.cname(Color.of(`c${index}`), `c${index}.example.org`)),
      'which are 101; Route 53 takes 100 weighted records of a name. Leave out colours that are gone.',
    ],
    [
      { hostName: 'https://demo' },
      ALIASES,
      "strategy.hostName is 'https://demo', which is not a host name. Use what people",
    ],
    [
      { hostedZoneId: 'docnow.io' },
      ALIASES,
      "strategy.hostedZoneId is 'docnow.io', which is not the shape of such an id.",
    ],
    [
      { ttl: -1 },
      ALIASES,
      'strategy.ttl is -1, which is no time to live in seconds. Use a whole number, from 0 to 604800.',
    ],
  ])('refuses %#', (props, targets, words) => {
    expect(() => divided(props, targets)).toThrow(words);
  });

  test.each<[string[], string]>([
    [
      ['localhost'],
      "DnsTarget.addresses: addresses is 'localhost', which is not an IPv4 address. Use one such as 203.0.113.7",
    ],
    [[], 'DnsTarget.addresses: addresses is [], where nobody answers.'],
  ])('refuses the addresses %j', (addresses, words) => {
    expect(() => DnsTarget.addresses(BLUE, addresses)).toThrow(words);
  });
});
