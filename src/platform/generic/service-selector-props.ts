import { ServiceFrontDoor } from './service-front-door';
import { ServiceType } from './service-type';

/** What the Service before the relays is like. */
export interface ServiceSelectorProps {
  /** The front door, whose relays it leads to. */
  readonly frontDoor: ServiceFrontDoor;
  /**
   * How the Service can be reached from outside the cluster.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: ServiceType;
  /**
   * The port of every node, when the type is NODE_PORT: 30000 to 32767, unless the API server was told another range.
   *
   * @default - one that Kubernetes chooses
   */
  readonly nodePort?: number;
  /**
   * The Service's own port.
   *
   * @default 80
   */
  readonly port?: number;
  /**
   * The Service's name.
   *
   * @default docnow
   */
  readonly name?: string;
}
