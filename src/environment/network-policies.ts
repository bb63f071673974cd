import { NetworkPolicyV1, NetworkPolicyV1SpecEgress } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { Construct } from 'constructs';
import { colorLabels, instanceLabels, selectorLabels } from './labels';
import { Application } from './release/application';
import { Color } from '../platform/color';
import { toEndpoint, toInternet } from '../platform/egress';
import { ServiceEndpoint } from '../platform/service-endpoint';

/** What the policies have to know of the surroundings. */
export interface Surroundings {
  /** Where the stores are. */
  readonly stores: ServiceEndpoint[];
  /** Where requests and health checks come from. */
  readonly sourceCidrs: string[];
}

/**
 * Makes the network policies: nothing in or out, but for DNS, the stores and HTTPS to the internet (Twitter) for all,
 * other ports of the internet for the workers that ask for them, and requests to web from the way in. Nothing reaches
 * a worker.
 */
export function makeNetworkPolicies(
  scope: Construct,
  namespace: string,
  application: Application,
  color: Color,
  { stores, sourceCidrs }: Surroundings,
): NetworkPolicyV1[] {
  const metadata = (name: string) => ({ name, namespace, labels: colorLabels(application, color) });
  const denyAll = new NetworkPolicyV1(scope, 'DenyAll', {
    metadata: metadata('deny-all'),
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
  const services = new NetworkPolicyV1(scope, 'AllowServices', {
    metadata: metadata('allow-services'),
    spec: {
      podSelector: { matchLabels: instanceLabels(application.name, color) },
      policyTypes: ['Egress'],
      egress: [dns(), ...stores.map(toEndpoint), toInternet(443)],
    },
  });
  const fetching = application.workers.flatMap(({ name, internetPorts }) => {
    const ports = internetPorts.filter((port) => port !== 443);
    if (ports.length === 0) return [];
    return new NetworkPolicyV1(scope, `AllowInternet-${name}`, {
      metadata: metadata(`allow-internet-${name}`),
      spec: {
        podSelector: { matchLabels: selectorLabels(application, color, name) },
        policyTypes: ['Egress'],
        egress: ports.map(toInternet),
      },
    });
  });
  const web = new NetworkPolicyV1(scope, 'AllowRequests', {
    metadata: metadata('allow-requests'),
    spec: {
      podSelector: { matchLabels: selectorLabels(application, color, 'web') },
      policyTypes: ['Ingress'],
      // A rule without a source would let everybody in. A way in that knows none opens web by a policy of its own.
      ingress: sourceCidrs.length
        ? [
            {
              from: sourceCidrs.map((cidr) => ({ ipBlock: { cidr } })),
              ports: [{ port: String(application.web.port), protocol: 'TCP' }],
            },
          ]
        : [],
    },
  });
  return [denyAll, services, ...fetching, web];
}

/** The cluster's DNS; its label is the same in every distribution, for the sake of tools that look for it. */
function dns(): NetworkPolicyV1SpecEgress {
  return {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
    ],
    ports: ['UDP', 'TCP'].map((protocol) => ({ port: '53', protocol })),
  };
}
