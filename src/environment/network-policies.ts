import { NetworkPolicyV1, NetworkPolicyV1SpecEgress } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { colorLabels, instanceLabels, selectorLabels } from './labels';
import { Application } from './release/application';
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
      egress: [dns(), ...stores.map(endpoint), internet(443)],
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
        egress: ports.map(internet),
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

function endpoint({ namespace, podLabels, cidrBlocks, port }: ServiceEndpoint): NetworkPolicyV1SpecEgress {
  return {
    to: cidrBlocks
      ? cidrBlocks.map((cidr) => ({ ipBlock: { cidr } }))
      : [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace! } },
            podSelector: { matchLabels: podLabels },
          },
        ],
    ports: [{ port: Token.asString(port), protocol: 'TCP' }],
  };
}

function internet(port: number): NetworkPolicyV1SpecEgress {
  return {
    to: [{ ipBlock: { cidr: '0.0.0.0/0', except: NOT_THE_INTERNET } }],
    ports: [{ port: String(port), protocol: 'TCP' }],
  };
}
