import { FakeCluster, newStack, resources } from './fake-cluster';
import { DataNamespace, DataNamespaceProps } from '../../src/services/data-namespace';

function make(props: Partial<DataNamespaceProps> = {}) {
  const stack = newStack();
  new DataNamespace(stack, 'Data', { cluster: new FakeCluster(), ...props });
  return stack;
}

describe('DataNamespace', () => {
  test('refuses what Pod Security restricted refuses, and is known as a part of DocNow', () => {
    const [{ metadata }] = resources(make({ podSecurityVersion: 'v1.34' }), 'kubernetes_namespace_v1');
    expect(metadata.name).toBe('docnow-data');
    expect(metadata.labels).toEqual({
      'app.kubernetes.io/part-of': 'docnow',
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.34',
      'pod-security.kubernetes.io/warn': 'restricted',
      'pod-security.kubernetes.io/warn-version': 'v1.34',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/audit-version': 'v1.34',
    });
  });

  test('lets nothing in and nothing out but questions to DNS', () => {
    const [dns, none] = resources(make(), 'kubernetes_network_policy_v1').map(({ spec }) => spec);
    expect(none).toEqual({ pod_selector: {}, policy_types: ['Ingress', 'Egress'] });
    expect(dns.policy_types).toEqual(['Egress']);
    expect(dns.egress[0].ports.map(({ port }: any) => port)).toEqual(['53', '53']);
  });

  test.each([
    ['Docnow', "services/Data: name is 'Docnow', which cannot be part of names in Kubernetes. Use 1 to 53 lower case"],
    ['kube-system', 'which belongs to Kubernetes itself and would be removed with this construct'],
    ['default', 'Use a name of your own, such as docnow-data.'],
  ])('refuses the name %p', (name, words) => expect(() => make({ name })).toThrow(words));

  test.each(['1.34', 'v1', ''])('refuses Pod Security as of %p', (podSecurityVersion) =>
    expect(() => make({ podSecurityVersion })).toThrow('Use latest, or a minor version of Kubernetes such as v1.34.'),
  );
});
