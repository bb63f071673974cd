import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { restrictedNamespaceLabels } from './pod-security';

/** Internal: a namespace, and what has to be there before a pod comes, so that none runs unguarded. */
export interface GuardedNamespace {
  readonly namespace: NamespaceV1;
  readonly guards: ITerraformDependable[];
}

/**
 * Internal: makes a namespace that refuses pods which ask for more than Pod Security's level `restricted`, and whose pods
 * can talk to nobody but the cluster's DNS: what runs there opens what it needs.
 *
 * @param podSecurityVersion the level as of this minor version of Kubernetes, such as `v1.34`, or `latest`
 */
export function guardedNamespace(scope: Construct, name: string, podSecurityVersion: string): GuardedNamespace {
  const namespace = new NamespaceV1(scope, 'Namespace', {
    metadata: {
      name,
      labels: {
        'app.kubernetes.io/part-of': 'docnow',
        ...restrictedNamespaceLabels(podSecurityVersion),
      },
    },
  });
  const metadata = (policy: string) => ({ name: policy, namespace: namespace.metadata.name });
  const denyAll = new NetworkPolicyV1(scope, 'DenyAll', {
    metadata: metadata('deny-all'),
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
  const dns = new NetworkPolicyV1(scope, 'AllowDns', {
    metadata: metadata('allow-dns'),
    spec: {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
          ports: ['UDP', 'TCP'].map((protocol) => ({ port: '53', protocol })),
        },
      ],
    },
  });
  return { namespace, guards: [denyAll, dns] };
}
