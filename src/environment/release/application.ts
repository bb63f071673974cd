import { CommandProgram, DatabaseVariables, EndpointVariables, WebProgram, WorkerProgram } from './programs';

/** Internal: what a release needs of its environment, with every default filled in. */
export interface Application {
  readonly name: string;
  readonly web: Required<Omit<WebProgram, 'keepAlive'>> & Pick<WebProgram, 'keepAlive'>;
  readonly workers: Required<WorkerProgram>[];
  readonly commands: Required<CommandProgram>[];
  readonly migration?: string[];
  readonly redis?: EndpointVariables;
  readonly elasticsearch?: EndpointVariables;
  readonly postgres?: Required<Pick<DatabaseVariables, 'username' | 'password' | 'database'>> & EndpointVariables;
  /** The password of the database is one of them. */
  readonly secretKeys: string[];
  readonly userData?: string;
  readonly user: number;
  readonly nodejs: boolean;
}
