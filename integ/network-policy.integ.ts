import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as evaluate from './network-policy/evaluate';
import { Cluster, NetworkPolicy, Party, Port } from './network-policy/policy';
import { matches } from './network-policy/selector';

const namespaces = { one: { team: 'a' }, two: { team: 'b' }, three: {} };
const tcp = (number: number): Port => ({ protocol: 'TCP', number });
const udp = (number: number): Port => ({ protocol: 'UDP', number });

let pods = 0;
const pod = (namespace: string, labels: Record<string, string> = {}, address = '10.0.0.1'): Party => ({
  address,
  pod: { uid: `pod-${(pods += 1)}`, namespace, labels, ports: [{ name: 'http', containerPort: 8080 }] },
});
const policy = (spec: NetworkPolicy['spec'], namespace = 'one'): NetworkPolicy => ({
  metadata: { name: 'any', namespace },
  spec,
});
const cluster = (policies: NetworkPolicy[], podsByAddress = false): Cluster => ({
  policies,
  namespaces,
  podsByAddress,
});
const mayTalk = (all: Cluster, from: Party, to: Party, port: Port) => evaluate.mayTalk(all, from, to)(port);
const address = (of: string): Party => ({ address: of });

void test('a selector asks for all of its labels and requirements, and an empty one for none', () => {
  const expression = (operator: string, values?: string[]) => ({ matchExpressions: [{ key: 'k', operator, values }] });
  for (const [selector, matching, others] of [
    [{}, [{}, { k: 'v' }], []],
    [{ matchLabels: { k: 'v' } }, [{ k: 'v' }, { k: 'v', l: 'w' }], [{}, { k: 'w' }]],
    [expression('In', ['v', 'w']), [{ k: 'w' }], [{}, { k: 'x' }]],
    [expression('NotIn', ['v', 'w']), [{}, { k: 'x' }], [{ k: 'v' }]],
    [expression('Exists'), [{ k: '' }], [{}]],
    [expression('DoesNotExist'), [{}, { l: 'v' }], [{ k: '' }]],
    [{ matchLabels: { l: 'w' }, ...expression('Exists') }, [{ k: '', l: 'w' }], [{ k: '' }, { l: 'w' }]],
  ] as [object, Record<string, string>[], Record<string, string>[]][]) {
    for (const labels of matching) assert.ok(matches(selector, labels), JSON.stringify([selector, labels]));
    for (const labels of others) assert.ok(!matches(selector, labels), JSON.stringify([selector, labels]));
  }
  assert.throws(() => matches(expression('Gt', ['1']), {}), /no selector has the operator Gt/);
  assert.ok(!matches(expression('Exists'), Object.create({ k: 'inherited' })));
});

void test('what no policy is about is open, in its own direction alone', () => {
  const [one, two] = [pod('one'), pod('two')];
  assert.ok(mayTalk(cluster([]), one, two, tcp(1)));
  const noIngress = cluster([policy({ podSelector: {}, policyTypes: ['Ingress'] })]);
  assert.ok(!mayTalk(noIngress, two, one, tcp(1)));
  assert.ok(mayTalk(noIngress, one, two, tcp(1)));
  const noEgress = cluster([policy({ podSelector: {}, policyTypes: ['Egress'] })]);
  assert.ok(mayTalk(noEgress, two, one, tcp(1)));
  assert.ok(!mayTalk(noEgress, one, two, tcp(1)));
  assert.ok(mayTalk(noEgress, address('192.0.2.1'), one, tcp(1)));
});

void test('types that are left out are Ingress, and Egress where there are rules of it', () => {
  const [one, two] = [pod('one'), pod('two')];
  assert.ok(mayTalk(cluster([policy({ podSelector: {} })]), one, two, tcp(1)));
  assert.ok(!mayTalk(cluster([policy({ podSelector: {} })]), two, one, tcp(1)));
  const one443 = policy({ podSelector: {}, egress: [{ ports: [{ port: 443 }] }] });
  assert.ok(mayTalk(cluster([one443]), one, two, tcp(443)));
  assert.ok(!mayTalk(cluster([one443]), one, two, tcp(80)));
});

void test('both ends have to allow', () => {
  const [one, two] = [pod('one'), pod('two')];
  const out = policy({ podSelector: {}, policyTypes: ['Egress'], egress: [{}] });
  const shut = policy({ podSelector: {}, policyTypes: ['Ingress'] }, 'two');
  const open = policy({ podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] }, 'two');
  assert.ok(!mayTalk(cluster([out, shut]), one, two, tcp(1)));
  assert.ok(mayTalk(cluster([out, shut, open]), one, two, tcp(1)));
});

void test('a pod reaches itself, but not its like', () => {
  const shut = cluster([policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })]);
  const one = pod('one');
  assert.ok(mayTalk(shut, one, one, tcp(1)));
  assert.ok(!mayTalk(shut, one, pod('one'), tcp(1)));
});

void test('a peer is pods of this namespace, pods of other namespaces, or both at once', () => {
  const app = { podSelector: { matchLabels: { app: 'x' } } };
  const teamB = { namespaceSelector: { matchLabels: { team: 'b' } } };
  const to = pod('one');
  const lets = (from: object[], who: Party) =>
    mayTalk(cluster([policy({ podSelector: {}, ingress: [{ from }] })]), who, to, tcp(1));
  const [here, there, thereX, elsewhereX] = [
    pod('one', { app: 'x' }),
    pod('two'),
    pod('two', { app: 'x' }),
    pod('three', { app: 'x' }),
  ];
  assert.deepEqual(
    [here, there, thereX, elsewhereX].map((who) => lets([app], who)),
    [true, false, false, false],
  );
  assert.deepEqual(
    [here, there, thereX, elsewhereX].map((who) => lets([teamB], who)),
    [false, true, true, false],
  );
  // In one peer both must hold, in two either.
  assert.deepEqual(
    [here, there, thereX, elsewhereX].map((who) => lets([{ ...app, ...teamB }], who)),
    [false, false, true, false],
  );
  assert.deepEqual(
    [here, there, thereX, elsewhereX].map((who) => lets([app, teamB], who)),
    [true, true, true, false],
  );
  assert.ok(lets([{ namespaceSelector: {} }], elsewhereX));
  assert.ok(!lets([{ namespaceSelector: {} }], address('192.0.2.1')));
});

void test('an empty list of peers or ports is all of them', () => {
  const open = cluster([policy({ podSelector: {}, ingress: [{ from: [], ports: [] }] })]);
  assert.ok(mayTalk(open, address('192.0.2.1'), pod('one'), udp(9)));
});

void test('a range of addresses has exceptions, and is about pods only where the plugin takes it so', () => {
  const block = { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.3.4/32'] } };
  const policies = [policy({ podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [block] }] })];
  const reaches = (to: Party, byAddress = false) => mayTalk(cluster(policies, byAddress), pod('one'), to, tcp(1));
  assert.deepEqual(
    ['10.0.0.0', '10.255.255.255', '10.1.0.0', '10.2.3.4', '10.2.3.5', '11.0.0.0', '2001:db8::1'].map((one) =>
      reaches(address(one)),
    ),
    [true, true, false, false, true, false, false],
  );
  assert.ok(!reaches(pod('two', {}, '10.9.9.9')));
  assert.ok(reaches(pod('two', {}, '10.9.9.9'), true));
  const six = [policy({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '2001:db8::/32' } }] }] })];
  assert.ok(mayTalk(cluster(six), address('2001:db8::9'), pod('one'), tcp(1)));
  assert.ok(!mayTalk(cluster(six), address('2001:db9::9'), pod('one'), tcp(1)));
});

void test('a port is a number, a range, a name of the pod that is talked to, or any of a protocol', () => {
  const lets = (ports: object[], port: Port) =>
    mayTalk(cluster([policy({ podSelector: {}, ingress: [{ ports }] })]), pod('two'), pod('one'), port);
  assert.deepEqual(
    [tcp(80), udp(80), tcp(81)].map((port) => lets([{ port: 80 }], port)),
    [true, false, false],
  );
  assert.deepEqual(
    [tcp(31), tcp(32), tcp(40), tcp(41)].map((port) => lets([{ port: 32, endPort: 40 }], port)),
    [false, true, true, false],
  );
  assert.deepEqual(
    [tcp(8080), tcp(80), udp(8080)].map((port) => lets([{ port: 'http' }], port)),
    [true, false, false],
  );
  assert.deepEqual(
    [udp(1), tcp(1)].map((port) => lets([{ protocol: 'UDP' }], port)),
    [true, false],
  );
  // On the way out a name is looked up at the other side, and an address has none.
  const out = cluster([policy({ podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ port: 'http' }] }] })]);
  assert.ok(mayTalk(out, pod('one'), pod('two'), tcp(8080)));
  assert.ok(!mayTalk(out, pod('one'), address('192.0.2.1'), tcp(8080)));
});

void test('a range has the addresses that share its first bits', () => {
  const octet = (bits: boolean[]) => bits.reduce((sum, bit) => 2 * sum + Number(bit), 0);
  const text = (bits: boolean[]) => [0, 8, 16, 24].map((begin) => octet(bits.slice(begin, begin + 8))).join('.');
  const word = fc.array(fc.boolean(), { minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(word, fc.integer({ min: 0, max: 32 }), fc.integer({ min: 0, max: 32 }), (network, length, flipped) => {
      // Differs in the bit of that place, or, past the last, in none.
      const other = network.map((bit, place) => (place === flipped ? !bit : bit));
      const from = [{ ipBlock: { cidr: `${text(network)}/${length}` } }];
      const open = cluster([policy({ podSelector: {}, ingress: [{ from }] })]);
      assert.equal(mayTalk(open, address(text(other)), pod('one'), tcp(1)), flipped >= length);
    }),
  );
});

void test('policies only add: where one is about a pod already, another never closes anything', () => {
  const label = fc.constantFrom('x', 'y');
  const peer = fc.oneof(
    fc.record({ podSelector: fc.record({ matchLabels: fc.record({ app: label }) }) }),
    fc.record({ namespaceSelector: fc.constantFrom({}, { matchLabels: { team: 'b' } }) }),
    fc.record({ ipBlock: fc.record({ cidr: fc.constantFrom('10.0.0.0/8', '0.0.0.0/0', '10.0.0.1/32') }) }),
  );
  const rule = fc.record({ from: fc.array(peer, { maxLength: 2 }), ports: fc.array(fc.record({ port: fc.nat(3) })) });
  const some = fc.record({ podSelector: fc.constant({}), ingress: fc.array(rule, { maxLength: 3 }) });
  fc.assert(
    fc.property(some, some, label, fc.constantFrom('one', 'two'), fc.nat(3), (first, second, app, where, number) => {
      const [from, to] = [pod(where, { app }), pod('one')];
      const alone = [first, second].map((spec) => mayTalk(cluster([policy(spec)], true), from, to, tcp(number)));
      const together = mayTalk(cluster([policy(first), policy(second)], true), from, to, tcp(number));
      assert.equal(together, alone[0] || alone[1]);
    }),
  );
});
