import {
  CommandProgram,
  DatabaseVariables,
  EndpointVariables,
  RedisVariables,
  WebProgram,
  WorkerProgram,
} from './programs';
import { ReleaseProps } from './release-props';

/** A version of an application shaped like DocNow: web, workers, one-off commands, stores told by environment variables. */
export interface CustomReleaseProps extends ReleaseProps {
  /**
   * The application's name: 1 to 20 lower case letters, digits and hyphens, a letter first. It is the label
   * `app.kubernetes.io/name` of all that is made, and how the namespace's name begins.
   */
  readonly name: string;
  /** What answers users. */
  readonly web: WebProgram;
  /**
   * What works in the background.
   *
   * @default - nothing
   */
  readonly workers?: WorkerProgram[];
  /**
   * What operators start by name.
   *
   * @default - nothing
   */
  readonly commands?: CommandProgram[];
  /**
   * What brings the database to this version's form, before web's pods of this version start.
   *
   * @default - there is nothing to do
   */
  readonly migration?: string[];
  /**
   * How it is told where Redis is.
   *
   * @default - it needs none
   */
  readonly redis?: RedisVariables;
  /**
   * How it is told where Elasticsearch is.
   *
   * @default - it needs none
   */
  readonly elasticsearch?: EndpointVariables;
  /**
   * How it is told about its database.
   *
   * @default - it needs none
   */
  readonly postgres?: DatabaseVariables;
  /**
   * The keys of the Secret that its pods get as environment variables of the same names, besides the passwords of the
   * stores.
   *
   * @default - none
   */
  readonly secretKeys?: string[];
  /**
   * The folder in `directory` with files that all pods read and write, such as `userData` or `data/files`.
   *
   * @default - none
   */
  readonly userData?: string;
  /**
   * The number of the user that the programs run as.
   *
   * @default - 1000, `node` in Node.js's own images
   */
  readonly user?: number;
  /**
   * Whether the programs run on Node.js. Then a script is loaded before them that keeps connections open longer than load
   * balancers do and ends on SIGTERM when all is answered. Other programs must do so themselves.
   *
   * @default false
   */
  readonly nodejs?: boolean;
}
