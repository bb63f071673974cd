import { readdirSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdktf';
import { bound } from './world';
import { Color, GatewayEntry, GatewayEntryProps } from '../../../src';
import { FakeCluster, resources } from '../../services/fake-cluster';

function entry(changes: Partial<GatewayEntryProps> = {}): GatewayEntry {
  return new GatewayEntry({
    color: Color.BLUE,
    hostName: 'blue.docnow.example.org',
    gatewayName: 'public',
    gatewayNamespace: 'gateways',
    sourceCidrs: ['10.0.0.0/16'],
    ...changes,
  });
}

describe('GatewayEntry', () => {
  test('hands the chart the route, and brings it along', () => {
    const { stack, binding } = bound(entry({ listenerName: 'https' }));
    const [release] = resources(stack, 'helm_release');
    expect(release.values[0]).toBe(
      '${jsonencode({"gatewayName" = "public", "gatewayNamespace" = "gateways", "listenerName" = "https", ' +
        '"hostName" = "blue.docnow.example.org", "serviceName" = "web", "servicePort" = 80, ' +
        '"trafficNamespace" = "gateways"})}',
    );
    expect(release.lifecycle.precondition[0].condition).toContain('== "web.docnow-blue"');
    expect(binding).toMatchObject({ readinessGates: [], sourceCidrs: ['10.0.0.0/16'] });
    const folder = join(Testing.fullSynth(stack), 'stacks', 'blue', release.chart);
    expect(readdirSync(folder).sort()).toEqual(['Chart.yaml', 'templates', 'values.schema.json']);
  });

  test('is known to a switch by the Service that it leads to', () => {
    expect(entry().targetId).toBe('web.docnow-blue');
  });

  test('refuses a cluster without the Gateway API', () => {
    expect(() => bound(entry(), new FakeCluster(undefined, []))).toThrow(
      'blue: cluster.capabilities is [], without GATEWAY_API, a route leads nowhere. Install the Gateway API',
    );
  });

  test('refuses what is no host name, and no ranges', () => {
    expect(() => bound(entry({ hostName: '*.example.org' }))).toThrow(
      "blue: entry.hostName is '*.example.org', which is not a host name. Use one such as blue.docnow.example.org.",
    );
    expect(() => bound(entry({ sourceCidrs: [] }))).toThrow('which a network policy takes for everybody');
  });
});
