import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { makeRelay } from './relay';
import { RelayEntry } from './relay-entry';
import { ServiceFrontDoorProps } from './service-front-door-props';
import { namespaceOf } from './service-of-color';
import { Color } from '../color';
import { IEntry } from '../entry';
import { guardedNamespace } from '../guarded-namespace';
import { checkImage } from '../image-reference';
import { invalid } from '../invalid';
import { IKubernetesCluster } from '../kubernetes-cluster';
import { repeated } from '../repeated';
import { checkSourceCidrs } from '../source-ranges';
import { ISwitchTarget } from '../switch-target';

/** The Service of DocNowEnvironment. */
const SERVICE = 'web';

/**
 * The front door on any Kubernetes, without a controller and without a load balancer: for each colour a relay, a small
 * HAProxy, in one namespace. `ServiceSelector` makes the Service before them and switches it from one relay to the other.
 *
 * Why relays? A Service's selector finds pods of its own namespace alone, while each colour has one of its own; and the
 * address of one Service cannot be an endpoint of another (Kubernetes, "Services without selectors"). The relay also takes
 * one request a connection, so that no client that keeps its connection open stays behind with the old colour.
 */
export class ServiceFrontDoor extends Construct {
  /** All that traffic can be switched to. */
  public readonly targets: ISwitchTarget[];

  /** The namespace of the relays. */
  public readonly namespace: string;

  /** The cluster. */
  public readonly cluster: IKubernetesCluster;

  private readonly entries: RelayEntry[];

  /**
   * Makes the namespace and the relays.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: ServiceFrontDoorProps) {
    super(scope, id);
    const { cluster, colors = [Color.BLUE, Color.GREEN], image = 'haproxy:3.2.12-alpine' } = props;
    const { port = 3000, replicas = 2, sourceCidrs = ['0.0.0.0/0', '::/0'] } = props;
    this.cluster = cluster;
    this.namespace = props.name ?? 'docnow-front';
    this.check(colors, replicas);
    checkImage(this, 'image', image);
    checkSourceCidrs(this, sourceCidrs, 'sourceCidrs');
    cluster.connect(this);
    const { namespace, guards } = guardedNamespace(this, this.namespace, props.podSecurityVersion ?? 'latest');
    this.entries = colors.map((color) => {
      const backend = { namespace: namespaceOf(color, props.namespaces?.[color.name]), service: SERVICE, port };
      const labels = relayLabels(color);
      makeRelay(new Construct(this, `Relay-${color.name}`), {
        namespace: namespace.metadata.name,
        name: `relay-${color.name}`,
        labels,
        image,
        replicas,
        backend,
        sourceCidrs,
        dependsOn: guards,
      });
      const targetId = relayId(color.name, this.namespace);
      return new RelayEntry({ color, targetId, relayNamespace: this.namespace, relayLabels: labels, backend });
    });
    this.targets = this.entries;
  }

  /**
   * The way in to a colour, for its environment.
   *
   * @throws when the front door has no such colour, with those that it has
   */
  public entry(color: Color): IEntry {
    const found = this.entries.find((entry) => entry.color.name === color.name);
    if (found) return found;
    throw invalid(this, {
      property: 'entry',
      value: color.name,
      because: 'a colour that this front door has no relay for',
      wayOut: `Use one of ${this.entries.map((entry) => entry.color.name).join(', ')}, or add it to colors.`,
    });
  }

  private check(colors: Color[], replicas: number): void {
    const names = colors.map(({ name }) => name);
    const twice = repeated(names);
    if (twice !== undefined || names.includes(Color.LEGACY.name)) {
      throw invalid(this, {
        property: 'colors',
        value: names,
        because: twice
          ? `in which '${twice}' stands twice`
          : 'and what runs outside Kubernetes has no Service to relay to',
        wayOut: 'Give each colour within the cluster once.',
      });
    }
    if (!Token.isUnresolved(replicas) && !(Number.isInteger(replicas) && replicas >= 1)) {
      throw invalid(this, {
        property: 'replicas',
        value: replicas,
        because: 'with which no request would be passed on',
        wayOut: 'Use a whole number from 1.',
      });
    }
  }
}

/** The label that differs between relays. */
const COLOR_LABEL = 'app.kubernetes.io/instance';

/** Internal: the labels of a relay's pods; `color` may be an expression. */
export function relayLabels({ name }: { readonly name: string }): { [label: string]: string } {
  return { 'app.kubernetes.io/name': 'relay', [COLOR_LABEL]: name };
}

/** Internal: how a strategy knows a relay: `blue.docnow-front`. */
export function relayId(color: string, namespace: string): string {
  return `${color}.${namespace}`;
}
