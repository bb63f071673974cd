import { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { Construct } from 'constructs';
import { isKnownBy, serviceId } from './service-of-color';
import { Color } from '../color';
import { EntryBackend, IEntry, IEntryBinding } from '../entry';
import { invalid } from '../invalid';

/** How long a pod may still get requests after it was taken out, in seconds: until all nodes have heard of it. */
const DEREGISTRATION = 5;

/** Internal: the relay of one colour, and the Service that it passes requests on to. */
export interface RelayEntryProps {
  readonly color: Color;
  readonly targetId: string;
  /** The relay's namespace. */
  readonly relayNamespace: string;
  /** The labels of the relay's pods. */
  readonly relayLabels: { [label: string]: string };
  readonly backend: { readonly namespace: string; readonly service: string; readonly port: number };
}

/** Internal: the way in to a colour by its relay: it opens the colour's pods to the relay's, and to nobody else. */
export class RelayEntry implements IEntry {
  readonly color: Color;
  readonly targetId: string;

  constructor(private readonly props: RelayEntryProps) {
    this.color = props.color;
    this.targetId = props.targetId;
  }

  bind(
    scope: Construct,
    id: string,
    { namespace, serviceName, servicePort, podLabels, podPort }: EntryBackend,
  ): IEntryBinding {
    const { backend, relayNamespace, relayLabels } = this.props;
    if (servicePort !== backend.port) {
      throw invalid(scope, {
        property: 'entry',
        value: this.targetId,
        because: `whose relay asks port ${backend.port}, while the application serves port ${servicePort}`,
        wayOut: "Give the front door the application's port.",
      });
    }
    const policy = new NetworkPolicyV1(scope, id, {
      metadata: { name: 'allow-relay', namespace, labels: podLabels },
      spec: {
        podSelector: { matchLabels: podLabels },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': relayNamespace } },
                podSelector: { matchLabels: relayLabels },
              },
            ],
            ports: [{ port: String(podPort), protocol: 'TCP' }],
          },
        ],
      },
      lifecycle: {
        precondition: [isKnownBy(serviceId(backend.service, backend.namespace), serviceName, namespace)],
      },
    });
    return { readinessGates: [], sourceCidrs: [], deregistrationDelay: DEREGISTRATION, dependable: policy };
  }
}
