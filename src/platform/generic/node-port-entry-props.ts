import { Color } from '../color';

/** What a way in by a port of the nodes needs. */
export interface NodePortEntryProps {
  /** The colour that it leads to. */
  readonly color: Color;
  /**
   * The port of every node that leads to this colour: 30000 to 32767, unless the API server was told another range by
   * `service-node-port-range`; one of its own for each colour.
   */
  readonly nodePort: number;
  /**
   * The address ranges that requests come from: those of the nodes, since a node passes a request on in its own name.
   */
  readonly sourceCidrs: string[];
  /**
   * The namespace of the colour's environment.
   *
   * @default - `docnow-` and the colour's name, as of DocNowEnvironment
   */
  readonly namespace?: string;
  /**
   * How long what stands before the nodes goes on with requests in flight, in seconds. Pods have to serve longer.
   *
   * @default 30
   */
  readonly deregistrationDelay?: number;
}
