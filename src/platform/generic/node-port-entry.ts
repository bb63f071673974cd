import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { Construct } from 'constructs';
import { checkNodePort } from './node-port';
import { NodePortEntryProps } from './node-port-entry-props';
import { isKnownBy, namespaceOf, serviceId } from './service-of-color';
import { Color } from '../color';
import { EntryBackend, IEntry, IEntryBinding } from '../entry';
import { checkSourceCidrs } from '../source-ranges';

/** The name of the Service, of which each namespace has one. */
const SERVICE = 'web-node-port';

/**
 * A way in on any Kubernetes: a port of every node that leads to one colour's pods. What clients talk to, such as a load
 * balancer of your own with a certificate, stands before the nodes and is not made here.
 */
export class NodePortEntry implements IEntry {
  /** The colour that it leads to. */
  public readonly color: Color;

  /** The Service with the port, as DNS knows it: `web-node-port.docnow-blue`. */
  public readonly targetId: string;

  /** Names the way in; `bind` makes it. */
  constructor(private readonly props: NodePortEntryProps) {
    this.color = props.color;
    this.targetId = serviceId(SERVICE, namespaceOf(props.color, props.namespace));
  }

  /**
   * Makes the Service with the port.
   *
   * @throws when port or ranges cannot be, with the way out
   */
  public bind(scope: Construct, id: string, backend: EntryBackend): IEntryBinding {
    const { nodePort, sourceCidrs, deregistrationDelay } = this.props;
    checkNodePort(scope, 'entry.nodePort', nodePort);
    checkSourceCidrs(scope, sourceCidrs);
    const service = new ServiceV1(scope, id, {
      metadata: { name: SERVICE, namespace: backend.namespace, labels: backend.podLabels },
      spec: {
        type: 'NodePort',
        selector: backend.podLabels,
        port: [
          {
            name: 'http',
            port: backend.servicePort,
            targetPort: String(backend.podPort),
            nodePort,
            protocol: 'TCP',
          },
        ],
      },
      lifecycle: { precondition: [isKnownBy(this.targetId, SERVICE, backend.namespace)] },
    });
    return { readinessGates: [], sourceCidrs, deregistrationDelay, dependable: service };
  }
}
