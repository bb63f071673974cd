import { FakeCluster, newStack, resources } from './fake-cluster';
import { PrometheusMonitoring, PrometheusMonitoringProps } from '../../src';

function make(changes: Partial<PrometheusMonitoringProps> = {}) {
  const stack = newStack();
  const cluster = new FakeCluster();
  new PrometheusMonitoring(stack, 'Monitoring', { cluster, namespace: 'monitoring', ...changes });
  return { stack, cluster };
}

describe('PrometheusMonitoring', () => {
  test('is a release in the namespace of Prometheus, in a stack that is connected', () => {
    const { stack, cluster } = make({ labels: { release: 'kube-prometheus-stack' } });
    expect(cluster.connected.has(stack)).toBe(true);
    expect(resources(stack, 'helm_release')[0]).toMatchObject({ namespace: 'monitoring', atomic: true });
    expect(resources(stack, 'helm_release')[0].values[0]).toContain('docnow-.*');
  });

  test('refuses what would be no expression', () => {
    expect(() => make({ namespaces: 'docnow"' })).toThrow(
      `services/Monitoring: namespaces is 'docnow"', which is no regular expression of names of namespaces. Use lower case`,
    );
  });
});
