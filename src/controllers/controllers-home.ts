import { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { Construct } from 'constructs';
import { ControllersHome } from './controller-context';
import { guardedNamespace } from '../platform/guarded-namespace';

/** Where the webhooks of the AWS Load Balancer Controller and of External Secrets listen (the values of their charts). */
const WEBHOOK_PORTS = ['9443', '10250'];

/** The agent on each node that gives pods their credentials (Amazon EKS User Guide, "EKS Pod Identity"). */
const POD_IDENTITY_AGENT = '169.254.170.23/32';

/**
 * Internal: the namespace of controllers that need nothing of a node. They are called by the API server, on the ports of
 * their webhooks, and call the API server, AWS and the agent that gives them credentials; beyond that, nobody.
 */
export function controllersHome(scope: Construct, id: string): ControllersHome {
  const construct = new Construct(scope, id);
  const { namespace, guards } = guardedNamespace(construct, 'docnow-controllers', 'latest');
  const port = (number: string) => ({ port: number, protocol: 'TCP' });
  const traffic = new NetworkPolicyV1(construct, 'Traffic', {
    metadata: { name: 'controllers', namespace: namespace.metadata.name },
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      // The API server is outside, at addresses that EKS picks.
      ingress: [{ ports: WEBHOOK_PORTS.map(port) }],
      egress: [{ ports: [port('443')] }, { to: [{ ipBlock: { cidr: POD_IDENTITY_AGENT } }], ports: [port('80')] }],
    },
  });
  return { namespace: namespace.metadata.name, guards: [...guards, traffic] };
}
