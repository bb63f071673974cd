import { NetworkPolicyV1SpecEgress } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { Token } from 'cdktf';
import { ServiceEndpoint } from './service-endpoint';

/**
 * Addresses that are not the internet (IANA's special-purpose registry): private networks, carrier-grade NAT,
 * loopback, and link-local, where clouds keep the instance metadata (169.254.169.254).
 */
export const NOT_THE_INTERNET = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
];

/** Lets pods reach an endpoint. */
export function toEndpoint(endpoint: ServiceEndpoint): NetworkPolicyV1SpecEgress {
  const { namespace, podLabels, cidrBlocks, exceptCidrBlocks, port } = endpoint;
  return {
    to: cidrBlocks
      ? cidrBlocks.map((cidr) => ({ ipBlock: { cidr, except: exceptCidrBlocks } }))
      : [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace! } },
            podSelector: { matchLabels: podLabels },
          },
        ],
    ports: [{ port: Token.asString(port), protocol: 'TCP' }],
  };
}

/** Lets pods reach a port of the internet. */
export function toInternet(port: number): NetworkPolicyV1SpecEgress {
  return {
    to: [{ ipBlock: { cidr: '0.0.0.0/0', except: NOT_THE_INTERNET } }],
    ports: [{ port: String(port), protocol: 'TCP' }],
  };
}
