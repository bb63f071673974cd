import { ServiceEndpoint } from './service-endpoint';

/** A PostgreSQL database that an application keeps its data in. Its password is a key of the environment's Secret. */
export interface IDatabase {
  /** Where its server is. */
  readonly endpoint: ServiceEndpoint;
  /** The database's name. */
  readonly databaseName: string;
  /** The name of the user that owns the tables. */
  readonly username: string;
}
