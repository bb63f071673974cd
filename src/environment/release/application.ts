import {
  CommandProgram,
  DatabaseVariables,
  EndpointVariables,
  RedisVariables,
  WebProgram,
  WorkerProgram,
} from './programs';
import { SchemaProps } from './release-props';

/** Internal: what a release needs of its environment, with every default filled in. */
export interface Application {
  readonly name: string;
  readonly web: Required<Omit<WebProgram, 'keepAlive'>> & Pick<WebProgram, 'keepAlive'>;
  readonly workers: Required<WorkerProgram>[];
  readonly commands: Required<CommandProgram>[];
  readonly migration?: string[];
  readonly schema?: Required<SchemaProps>;
  readonly redis?: RedisVariables;
  readonly elasticsearch?: EndpointVariables;
  readonly postgres?: Required<Pick<DatabaseVariables, 'username' | 'password' | 'database'>> & EndpointVariables;
  /** The passwords of the database and of Redis are among them. */
  readonly secretKeys: string[];
  readonly userData?: string;
  readonly user: number;
  readonly nodejs: boolean;
}
