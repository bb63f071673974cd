import { join } from 'path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { AssetType, Fn, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { checkHostName, requireGateway } from './gateway-checks';
import { GatewayEntryProps } from './gateway-entry-props';
import { isKnownBy, namespaceOf, serviceId } from './service-of-color';
import { Color } from '../color';
import { EntryBackend, IEntry, IEntryBinding } from '../entry';
import { checkSourceCidrs } from '../source-ranges';

/** The chart is beside `src` and, in the package, beside `lib`: the same way up from both. */
const CHART = join(__dirname, '..', '..', '..', 'charts', 'http-route');

/** The Service of DocNowEnvironment, and the name of the route to it. */
const SERVICE = 'web';

/**
 * A way in on any Kubernetes with the Gateway API: a route from a Gateway of yours to one colour's pods.
 *
 * The route goes in by a chart that this package ships, since Terraform can plan a chart before the cluster knows the kind.
 * Nobody waits until the Gateway has taken it: its status says so. Beside it is the grant that `GatewayWeights` needs to lead
 * requests for the public name here.
 */
export class GatewayEntry implements IEntry {
  /** The colour that it leads to. */
  public readonly color: Color;

  /** The Service that the route leads to, as DNS knows it: `web.docnow-blue`. */
  public readonly targetId: string;

  /** Names the way in; `bind` makes it. */
  constructor(private readonly props: GatewayEntryProps) {
    this.color = props.color;
    this.targetId = serviceId(SERVICE, namespaceOf(props.color, props.namespace));
  }

  /**
   * Makes the route.
   *
   * @throws when host or ranges cannot be, or the cluster has no Gateway API, with the way out
   */
  public bind(scope: Construct, id: string, backend: EntryBackend): IEntryBinding {
    const { sourceCidrs, deregistrationDelay } = this.props;
    this.check(scope, backend);
    const construct = new Construct(scope, id);
    const chart = new TerraformAsset(construct, 'Chart', { path: CHART, type: AssetType.DIRECTORY });
    const release = new Release(construct, 'Release', {
      name: SERVICE,
      namespace: backend.namespace,
      chart: `./${chart.path}`,
      values: [Fn.jsonencode(this.values(backend))],
      // A release that failed is taken back, so that the next apply begins anew.
      atomic: true,
      timeout: 120,
      maxHistory: 3,
      lifecycle: { precondition: [isKnownBy(this.targetId, backend.serviceName, backend.namespace)] },
    });
    return { readinessGates: [], sourceCidrs, deregistrationDelay, dependable: release };
  }

  private values({ serviceName, servicePort }: EntryBackend) {
    const { gatewayName, gatewayNamespace, listenerName, hostName, trafficNamespace = gatewayNamespace } = this.props;
    const listener = listenerName === undefined ? {} : { listenerName };
    return { gatewayName, gatewayNamespace, ...listener, hostName, serviceName, servicePort, trafficNamespace };
  }

  private check(scope: Construct, { cluster }: EntryBackend): void {
    const { hostName, sourceCidrs } = this.props;
    requireGateway(scope, cluster, 'NodePortEntry');
    checkHostName(scope, 'entry.hostName', hostName, 'blue.docnow.example.org');
    checkSourceCidrs(scope, sourceCidrs);
  }
}
