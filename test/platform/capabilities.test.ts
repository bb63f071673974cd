import { readFileSync } from 'fs';
import { join } from 'path';
import { AlbWeights, GatewayWeights, Route53Weights, ServiceFrontDoor, ServiceSelector } from '../../src';
import { FakeCluster, newStack } from '../services/fake-cluster';

test('the page on traffic tells what each strategy can do', () => {
  const cluster = new FakeCluster();
  const hostName = 'demo.docnow.io';
  const rows = [
    new AlbWeights({ listenerArn: 'arn:of:listener', hostName }),
    new GatewayWeights({ cluster, hostName, gatewayName: 'public', gatewayNamespace: 'gateways' }),
    new ServiceSelector({ frontDoor: new ServiceFrontDoor(newStack('front'), 'Front', { cluster }) }),
    new Route53Weights({ hostedZoneId: 'Z0123456789', hostName }),
  ].map(({ capabilities: { name, weights, stickiness, instant, inFlightKept, maximumTargets = 'any' } }) => {
    const words = [weights, stickiness, instant, inFlightKept].map((can) => (can ? 'yes' : 'no'));
    return `| \`${name}\` | ${words.join(' | ')} | ${maximumTargets} |`;
  });
  const page = readFileSync(join(__dirname, '../../docs/traffic.md'), 'utf8');
  expect(page.split('\n').filter((line) => line.includes('| yes |'))).toEqual(rows);
});
