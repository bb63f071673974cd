import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { TerraformStack } from 'cdktf';
import { IEntry, IEntryBinding } from '../../../src';
import { FakeCluster, newStack } from '../../services/fake-cluster';

/** A stack with what an entry is bound to: a Service `web` in the namespace `docnow-blue`. */
export function bound(entry: IEntry, cluster = new FakeCluster()): { stack: TerraformStack; binding: IEntryBinding } {
  const stack = newStack('blue');
  cluster.connect(stack);
  new HelmProvider(stack, 'helm');
  const namespace = new NamespaceV1(stack, 'Namespace', { metadata: { name: 'docnow-blue' } }).metadata.name;
  const binding = entry.bind(stack, 'Entry', {
    cluster,
    namespace,
    serviceName: 'web',
    servicePort: 80,
    podLabels: { app: 'web' },
    podPort: 3000,
  });
  return { stack, binding };
}
