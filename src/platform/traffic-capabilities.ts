/** What a means of dividing traffic can do. What it cannot is refused: at synth, or when an operator asks for it. */
export interface TrafficCapabilities {
  /** What it is called where something is refused, such as `AlbWeights`. */
  readonly name: string;
  /** Whether it can give a target a part of the traffic (canary). If not, it is all or nothing. */
  readonly weights: boolean;
  /** Whether it can keep a client with the target that first answered it, while traffic is divided. */
  readonly stickiness: boolean;
  /** Whether new connections go where they shall within seconds, and not once others have forgotten what they know. */
  readonly instant: boolean;
  /** Whether requests under way are answered by the target that they went to. */
  readonly inFlightKept: boolean;
  /**
   * How many targets there can be.
   *
   * @default - as many as wanted
   */
  readonly maximumTargets?: number;
}
