import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { Construct } from 'constructs';
import { readLive } from './live-object';
import { checkNodePort } from './node-port';
import { RELAY_PORT } from './relay';
import { relayLabels } from './service-front-door';
import { ServiceSelectorProps } from './service-selector-props';
import { ServiceType } from './service-type';
import { invalid } from '../invalid';
import { TrafficCapabilities } from '../traffic-capabilities';
import { ITrafficStrategy, TrafficDivision, TrafficReading, WeightedTarget } from '../traffic-strategy';
import { weightExpression } from '../weight-expression';

/**
 * Switches traffic on any Kubernetes by the selector of one Service, which leads to the relays of one colour at a time.
 *
 * - A part of the traffic (canary) it cannot give: it is all or nothing. `GatewayWeights` can.
 * - New connections go to the new colour as soon as the nodes have heard of it, which takes a second or so. Requests in
 *   flight are answered by the old one, and connections end with their request: the relays see to both.
 */
export class ServiceSelector implements ITrafficStrategy {
  /** What it can do. */
  public readonly capabilities: TrafficCapabilities = {
    name: 'ServiceSelector',
    weights: false,
    stickiness: false,
    instant: true,
    inFlightKept: true,
  };

  private readonly name: string;

  /** Names the Service; it is made by a `BlueGreenSwitch`. */
  constructor(private readonly props: ServiceSelectorProps) {
    this.name = props.name ?? 'docnow';
  }

  public read(scope: Construct, id: string, reading: TrafficReading): string {
    const { frontDoor } = this.props;
    frontDoor.cluster.connect(scope);
    const { name } = this;
    const live = { apiVersion: 'v1', kind: 'Service', namespace: frontDoor.namespace, name };
    const services = readLive(scope, id, reading, live);
    // By the selector as it is: where somebody wrote another one, that is what gets the traffic. As texts, in which the
    // order of labels is one and the same.
    const selector = 'jsonencode(try(service.spec.selector, {}))';
    const leadsTo = frontDoor.targets
      .map(({ targetId, color }) => `${selector} == jsonencode(${objectOf(relayLabels(color))}) ? "${targetId}" : `)
      .join('');
    return `\${{for service in ${services} : (${leadsTo}${selector}) => 100}}`;
  }

  public divide(scope: Construct, id: string, { targets, preconditions }: TrafficDivision): string {
    const { frontDoor, type = ServiceType.CLUSTER_IP, nodePort, port = 80 } = this.props;
    this.check(scope, targets);
    frontDoor.cluster.connect(scope);
    const weights = targets
      .map(({ target, weight }) => `"${target.color.name}" = ${weightExpression(weight)}`)
      .join(', ');
    const all = `[for color, weight in {${weights}} : color if weight == 100]`;
    const service = new ServiceV1(scope, id, {
      metadata: {
        name: this.name,
        namespace: frontDoor.namespace,
        labels: { 'app.kubernetes.io/part-of': 'docnow' },
      },
      // Who waits for a load balancer can look; a switch must not.
      waitForLoadBalancer: false,
      spec: {
        type,
        selector: relayLabels({ name: `\${try(one(${all}), "nobody")}` }),
        port: [{ name: 'http', port, targetPort: String(RELAY_PORT), nodePort, protocol: 'TCP' }],
      },
      lifecycle: { precondition: preconditions },
    });
    return service.id;
  }

  private check(scope: Construct, targets: WeightedTarget[]): void {
    const { frontDoor, type, nodePort } = this.props;
    const known = frontDoor.targets.map(({ targetId }) => targetId);
    const stranger = targets.find(({ target }) => !known.includes(target.targetId));
    if (stranger) {
      throw invalid(scope, {
        property: 'strategy',
        value: 'ServiceSelector',
        because:
          `but ${stranger.target.color.name} has no relay of this front door. Behind a load balancer of AWS a selector would ` +
          'lose requests: its controller moves the addresses later, and not all at once',
        wayOut:
          'Give targets of this front door (frontDoor.targets), or AlbWeights behind an Application Load Balancer.',
      });
    }
    if (nodePort === undefined) return;
    if (type !== ServiceType.NODE_PORT) {
      throw invalid(scope, {
        property: 'strategy.nodePort',
        value: nodePort,
        because: `but the Service's type is ${type ?? ServiceType.CLUSTER_IP}`,
        wayOut: 'Use ServiceType.NODE_PORT, or leave the port out.',
      });
    }
    checkNodePort(scope, 'strategy.nodePort', nodePort);
  }
}

function objectOf(labels: { [label: string]: string }): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `"${name}" = "${value}"`)
    .join(', ')}}`;
}
