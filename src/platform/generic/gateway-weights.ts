import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest';
import { Construct } from 'constructs';
import { checkHostName, requireGateway } from './gateway-checks';
import { GatewayWeightsProps } from './gateway-weights-props';
import { LiveObject, readLive } from './live-object';
import { serviceOf } from './service-of-color';
import { invalid } from '../invalid';
import { TrafficCapabilities } from '../traffic-capabilities';
import { ITrafficStrategy, TrafficDivision, TrafficReading, WeightedTarget } from '../traffic-strategy';

/** What the Gateway API allows in one rule (`backendRefs`, MaxItems). */
const BACKENDS_OF_A_RULE = 16;

/**
 * Divides traffic by the weights of one route of the Gateway API, to which the Services of all colours stay attached, each in
 * its own namespace. Each colour's way in is a `GatewayEntry`: it grants that, and has a name for a preview.
 *
 * - Clients do not stay with a colour during a canary: the Gateway API has no standard for it yet (GEP-1619).
 * - How soon a change counts, and what becomes of requests in flight, is up to the Gateway's controller; those that run
 *   Envoy finish them.
 * - Terraform asks the cluster for the kind at the plan, so the Gateway API has to be installed before.
 */
export class GatewayWeights implements ITrafficStrategy {
  /** What it can do. Requests under way are kept by controllers that run Envoy. */
  public readonly capabilities: TrafficCapabilities = {
    name: 'GatewayWeights',
    weights: true,
    stickiness: false,
    instant: true,
    inFlightKept: true,
    maximumTargets: BACKENDS_OF_A_RULE,
  };

  /** Names the route; it is made by a `BlueGreenSwitch`. */
  constructor(private readonly props: GatewayWeightsProps) {}

  public read(scope: Construct, id: string, reading: TrafficReading): string {
    this.props.cluster.connect(scope);
    const routes = readLive(scope, id, reading, this.route());
    // A route that somebody has changed may have several rules, or backends without a weight, which then is 1.
    const backends = `flatten([for route in ${routes} : [for rule in route.spec.rules : try(rule.backendRefs, [])]])`;
    const id_ = 'format("%s.%s", backend.name, try(backend.namespace, ""))';
    const weights = `{for backend in ${backends} : ${id_} => try(backend.weight, 1)...}`;
    return `\${{for id, weights in ${weights} : id => sum(weights)}}`;
  }

  public divide(scope: Construct, id: string, { targets, preconditions }: TrafficDivision): string {
    const { gatewayName, gatewayNamespace, listenerName, hostName, servicePort = 3000 } = this.props;
    this.check(scope, targets);
    this.props.cluster.connect(scope);
    const { apiVersion, kind, namespace, name } = this.route();
    const route = new Manifest(scope, id, {
      // What the API server fills in by default is written out, or the provider would take it for a change.
      manifest: {
        apiVersion,
        kind,
        metadata: { name, namespace, labels: { 'app.kubernetes.io/part-of': 'docnow' } },
        spec: {
          parentRefs: [
            {
              group: 'gateway.networking.k8s.io',
              kind: 'Gateway',
              name: gatewayName,
              namespace: gatewayNamespace,
              ...(listenerName === undefined ? {} : { sectionName: listenerName }),
            },
          ],
          hostnames: [hostName],
          rules: [
            {
              matches: [{ path: { type: 'PathPrefix', value: '/' } }],
              backendRefs: targets.map(({ target, weight }) => ({
                group: '',
                kind: 'Service',
                ...serviceOf(target.targetId)!,
                port: servicePort,
                weight,
              })),
            },
          ],
        },
      },
      // Who changed a weight by hand owns it from then on, and would keep it: the guards have looked at it before.
      fieldManager: { forceConflicts: true },
      lifecycle: { precondition: preconditions },
    });
    // Not known before the route is made. Afterwards the provider says nothing of it, which is an answer, too.
    return `\${try(coalesce(${route.fqn}.object.metadata.uid), "made")}`;
  }

  private route(): LiveObject {
    const { namespace = this.props.gatewayNamespace, name = 'docnow' } = this.props;
    return { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', namespace, name };
  }

  private check(scope: Construct, targets: WeightedTarget[]): void {
    requireGateway(scope, this.props.cluster, 'ServiceFrontDoor with ServiceSelector');
    checkHostName(scope, 'strategy.hostName', this.props.hostName, 'docnow.example.org');
    const colors = targets.map(({ target }) => target.color.name);
    if (targets.length > BACKENDS_OF_A_RULE) {
      throw invalid(scope, {
        property: 'targets',
        value: colors,
        because: `which are ${targets.length}; a rule of a route takes ${BACKENDS_OF_A_RULE}`,
        wayOut: 'Leave out colours that are gone.',
      });
    }
    const stranger = targets.find(({ target }) => serviceOf(target.targetId) === undefined);
    if (!stranger) return;
    throw invalid(scope, {
      property: 'strategy',
      value: 'GatewayWeights',
      because: `but ${stranger.target.color.name} is known as '${stranger.target.targetId}', which is no Service of this cluster`,
      wayOut: 'Give the colours a GatewayEntry, or AlbWeights behind an Application Load Balancer.',
    });
  }
}
