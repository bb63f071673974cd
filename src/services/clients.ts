import { NetworkPolicyV1SpecIngress } from '@cdktf/provider-kubernetes/lib/network-policy-v1';

/**
 * Lets in the clients of a service: pods that carry its badge, in namespaces of DocNow. The badge alone would let in
 * whoever may make a pod anywhere, the namespace alone every pod of a colour.
 */
export function fromClients(badge: string, port: number): NetworkPolicyV1SpecIngress {
  return {
    from: [
      {
        namespaceSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'docnow' } },
        podSelector: { matchLabels: { [badge]: 'true' } },
      },
    ],
    ports: [{ port: String(port), protocol: 'TCP' }],
  };
}

/** Lets in KEDA's operator, by the label that its project gives it, when it is said in which namespace it is. */
export function fromKeda(namespace: string | undefined, port: number): NetworkPolicyV1SpecIngress[] {
  if (namespace === undefined) return [];
  return [
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
          podSelector: { matchLabels: { app: 'keda-operator' } },
        },
      ],
      ports: [{ port: String(port), protocol: 'TCP' }],
    },
  ];
}
