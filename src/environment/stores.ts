import { createHash } from 'node:crypto';
import { Fn, Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { Application } from './release/application';
import { EndpointVariables } from './release/programs';
import { IDatabase } from '../platform/database';
import { invalid } from '../platform/invalid';
import { ServiceEndpoint } from '../platform/service-endpoint';

/** The stores that an environment was given. */
export interface Stores {
  readonly redis?: ServiceEndpoint;
  readonly elasticsearch?: ServiceEndpoint;
  readonly postgres?: IDatabase;
}

type StoreName = keyof Stores;

/** The port that a client takes when it is told none, and the scheme of its URL. */
const STORES: Record<StoreName, { port: number; schemes: [plain: string, tls: string] }> = {
  redis: { port: 6379, schemes: ['redis', 'rediss'] },
  elasticsearch: { port: 9200, schemes: ['http', 'https'] },
  postgres: { port: 5432, schemes: ['postgres', 'postgres'] },
};

const NAMES = Object.keys(STORES) as StoreName[];

/** Where each store is that was given. */
export function endpointsOf({ redis, elasticsearch, postgres }: Stores): Partial<Record<StoreName, ServiceEndpoint>> {
  return { redis, elasticsearch, postgres: postgres?.endpoint };
}

/** Refuses a store that the release needs and was not given, or was given and cannot use. */
export function checkStores(scope: IConstruct, application: Application, stores: Stores): void {
  const endpoints = endpointsOf(stores);
  const needed = NAMES.filter((name) => application[name]);
  for (const name of NAMES) {
    const endpoint = endpoints[name];
    const variables = application[name];
    if (!endpoint && !variables) continue;
    if (!endpoint || !variables) {
      throw invalid(scope, {
        property: name,
        value: endpoint?.host,
        because: endpoint
          ? `but this release keeps its data in ${needed.join(' and ') || 'no store'} and could not use it`
          : 'but this release needs it',
        wayOut: endpoint
          ? 'Leave it out, or give a release of the other generation.'
          : `Give ${needed.map((one) => `${one}`).join(' and ')}.`,
      });
    }
    checkPort(scope, name, variables, endpoint);
    checkTls(scope, name, variables, endpoint);
  }
}

/**
 * A name for where an application keeps its data, as a label: colours that share it are told from those of another site in
 * the same cluster. The first 10 hexadecimal digits of a hash of host and port; undefined when it keeps none.
 */
export function dataName(stores: Stores): string | undefined {
  const { redis, elasticsearch, postgres } = endpointsOf(stores);
  const endpoint = elasticsearch ?? postgres ?? redis;
  if (!endpoint) return undefined;
  const place = `${endpoint.host}:${endpoint.port}`;
  if (Token.isUnresolved(place)) return Fn.substr(Fn.sha256(place), 0, 10);
  return createHash('sha256').update(place).digest('hex').slice(0, 10);
}

/** The environment variables that tell an application where its stores are. */
export function storeVariables(application: Application, stores: Stores): Record<string, string> {
  const endpoints = endpointsOf(stores);
  const variables: Record<string, string> = {};
  for (const name of NAMES) {
    const [names, endpoint] = [application[name], endpoints[name]];
    if (!names || !endpoint) continue;
    const port = String(Token.isUnresolved(endpoint.port) ? Token.asString(endpoint.port) : endpoint.port);
    const scheme = STORES[name].schemes[endpoint.tls ? 1 : 0];
    if (names.host) variables[names.host] = endpoint.host;
    if (names.port) variables[names.port] = port;
    if (names.url) variables[names.url] = `${scheme}://${endpoint.host}:${port}`;
  }
  const { postgres } = application;
  if (postgres && stores.postgres) {
    variables[postgres.username] = stores.postgres.username;
    variables[postgres.database] = stores.postgres.databaseName;
  }
  return variables;
}

function checkPort(scope: IConstruct, name: StoreName, names: EndpointVariables, { port }: ServiceEndpoint): void {
  const usual = STORES[name].port;
  if (names.port || names.url || Token.isUnresolved(port) || port === usual) return;
  throw invalid(scope, {
    property: `${name}.port`,
    value: port,
    because: `but the application is told the host alone and connects to port ${usual}`,
    wayOut: `Serve it on port ${usual}.`,
  });
}

function checkTls(scope: IConstruct, name: StoreName, names: EndpointVariables, { host, tls }: ServiceEndpoint): void {
  if (!tls || names.tls) return;
  throw invalid(scope, {
    property: name,
    value: host,
    because: 'which is reached by TLS, but the client of this release cannot speak it',
    wayOut: 'Serve it in plain text within a network of its own (tls: false), where a network policy guards it.',
  });
}
