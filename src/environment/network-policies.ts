import { NetworkPolicyV1, NetworkPolicyV1SpecEgress } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { WEB_PORT } from './configuration';
import { colorLabels, selectorLabels } from './labels';
import { Color } from '../platform/color';
import { ServiceEndpoint } from '../platform/service-endpoint';

/**
 * Addresses that are not the internet (IANA's special-purpose registry): private networks, carrier-grade NAT,
 * loopback, and link-local, where clouds keep the instance metadata (169.254.169.254).
 */
const NOT_THE_INTERNET = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
];

/** What the policies have to know of the surroundings. */
export interface Surroundings {
  readonly redis: ServiceEndpoint;
  readonly elasticsearch: ServiceEndpoint;
  /** Where requests and health checks come from. */
  readonly sourceCidrs: string[];
}

/**
 * Makes the network policies: nothing in or out, but for DNS, Redis and Elasticsearch for all, HTTPS to the internet
 * for all (Twitter) and HTTP too for the URL fetcher, and requests to web from the way in. Nothing reaches a worker.
 */
export function makeNetworkPolicies(
  scope: Construct,
  namespace: string,
  color: Color,
  surroundings: Surroundings,
): NetworkPolicyV1[] {
  const metadata = (name: string) => ({ name, namespace, labels: colorLabels(color) });
  const denyAll = new NetworkPolicyV1(scope, 'DenyAll', {
    metadata: metadata('deny-all'),
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
  const services = new NetworkPolicyV1(scope, 'AllowServices', {
    metadata: metadata('allow-services'),
    spec: {
      podSelector: { matchLabels: colorSelector(color) },
      policyTypes: ['Egress'],
      egress: [dns(), endpoint(surroundings.redis), endpoint(surroundings.elasticsearch), internet(443)],
    },
  });
  const fetcher = new NetworkPolicyV1(scope, 'AllowFetching', {
    metadata: metadata('allow-fetching'),
    spec: {
      podSelector: { matchLabels: selectorLabels(color, 'url-fetcher') },
      policyTypes: ['Egress'],
      egress: [internet(80)],
    },
  });
  const web = new NetworkPolicyV1(scope, 'AllowRequests', {
    metadata: metadata('allow-requests'),
    spec: {
      podSelector: { matchLabels: selectorLabels(color, 'web') },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: surroundings.sourceCidrs.map((cidr) => ({ ipBlock: { cidr } })),
          ports: [{ port: String(WEB_PORT), protocol: 'TCP' }],
        },
      ],
    },
  });
  return [denyAll, services, fetcher, web];
}

function colorSelector(color: Color): Record<string, string> {
  return { 'app.kubernetes.io/name': 'docnow', 'app.kubernetes.io/instance': color.name };
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

function endpoint(service: ServiceEndpoint): NetworkPolicyV1SpecEgress {
  return {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': service.namespace } },
        podSelector: { matchLabels: service.podLabels },
      },
    ],
    ports: [{ port: Token.asString(service.port), protocol: 'TCP' }],
  };
}

function internet(port: number): NetworkPolicyV1SpecEgress {
  return {
    to: [{ ipBlock: { cidr: '0.0.0.0/0', except: NOT_THE_INTERNET } }],
    ports: [{ port: String(port), protocol: 'TCP' }],
  };
}
