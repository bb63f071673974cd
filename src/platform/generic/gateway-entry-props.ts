import { Color } from '../color';

/** What a way in by a Gateway needs. */
export interface GatewayEntryProps {
  /** The colour that it leads to. */
  readonly color: Color;
  /**
   * The name that requests for this colour have, such as `blue.docnow.example.org`. One of its own for each colour: of
   * two routes for the same name the older one gets all (Gateway API, "HTTPRoute", conflicts between rules).
   */
  readonly hostName: string;
  /** The Gateway's name. It ends TLS, and its listener has to let routes of the colour's namespace in. */
  readonly gatewayName: string;
  /** The Gateway's namespace. */
  readonly gatewayNamespace: string;
  /**
   * The Gateway's listener to be attached to.
   *
   * @default - every one that the name is for
   */
  readonly listenerName?: string;
  /**
   * The namespace of the route by which `GatewayWeights` divides traffic: it may lead to this colour (ReferenceGrant).
   *
   * @default - `gatewayNamespace`, as of GatewayWeights
   */
  readonly trafficNamespace?: string;
  /** The address ranges that requests come from: those of the Gateway's own pods or machines. */
  readonly sourceCidrs: string[];
  /**
   * The namespace of the colour's environment.
   *
   * @default - `docnow-` and the colour's name, as of DocNowEnvironment
   */
  readonly namespace?: string;
  /**
   * How long the Gateway goes on with requests in flight after a pod was taken out, in seconds. Pods have to serve longer.
   *
   * @default 30
   */
  readonly deregistrationDelay?: number;
}
