import { Token } from 'cdktf';
import { Application } from './application';
import { invalid } from '../../platform/invalid';
import { repeated } from '../../platform/repeated';
import { checkUserNumber } from '../../platform/user-number';
import { checkWhole } from '../../platform/whole-number';

const FACTORY = 'Release.custom';

/** Names of containers and Deployments that every environment has, besides those of workers. */
const TAKEN = ['web', 'migrate', 'user-data'];

/** Variables that every environment sets. */
const SET = ['NODE_ENV', 'NODE_OPTIONS', 'PORT'];

/** Internal: refuses an application that no environment could run. @throws with the way out */
export function checkApplication(application: Application): void {
  const { name, web, workers, commands, migration, user } = application;
  const ports = workers.flatMap((worker) => worker.internetPorts.map((port) => ({ port, of: worker.name })));
  const program = 'Use 1 to 40 lower case letters, digits and hyphens, no hyphen at the ends, such as url-fetcher.';
  refuseUnless(/^[a-z]([-a-z0-9]{0,18}[a-z0-9])?$/, 'name', name, [
    'which cannot be part of names in Kubernetes',
    'Use 1 to 20 lower case letters, digits and hyphens, a letter first and no hyphen last, such as docnow.',
  ]);
  for (const [property, programs] of Object.entries({ workers, commands })) {
    for (const one of programs) {
      refuseUnless(/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/, `${property}.name`, one.name, [
        'which cannot be part of names in Kubernetes',
        program,
      ]);
      refuseEmpty(`${property}.command of ${one.name}`, one.command);
    }
  }
  refuseEmpty('web.command', web.command);
  if (migration) refuseEmpty('migration', migration);
  checkLists(application);
  checkUnique(application);
  refusePort('web.port', web.port, 1025, 'which a program that is not root may not listen on', '3000');
  for (const { port, of } of ports) refusePort(`workers.internetPorts of ${of}`, port, 1, 'which is no port', '443');
  checkUserNumber(FACTORY, 'user', user);
  checkSchema(application);
  checkPaths(application);
  checkVariables(application);
}

function checkSchema({ schema }: Application): void {
  if (!schema) return;
  const { version, compatibleFrom } = schema;
  checkWhole(FACTORY, 'schema.version', version, [0, Infinity], 'which cannot be compared');
  const because = `but the form itself is ${version}`;
  checkWhole(FACTORY, 'schema.compatibleFrom', compatibleFrom, [0, version], because);
}

function checkUnique({ workers, commands }: Application): void {
  const names = [...workers, ...commands].map(({ name }) => name);
  const twice = repeated(names);
  const taken = names.find((name) => TAKEN.includes(name));
  const one = twice ?? taken;
  if (one === undefined) return;
  const property = workers.some(({ name }) => name === one) ? 'workers.name' : 'commands.name';
  const because = twice ? 'the name of two programs' : 'a name that every environment has for something else';
  throw invalid(FACTORY, { property, value: one, because, wayOut: 'Give each program a name of its own.' });
}

function checkLists({ workers, redis }: Application): void {
  for (const { name, redisLists } of workers) {
    if (redisLists.length === 0) continue;
    const property = `workers.redisLists of ${name}`;
    const wayOut = 'Name lists, such as urlqueue, and say by redis how it is told where Redis is.';
    const because = 'which is the name of no list';
    if (!redis) throw invalid(FACTORY, { property, value: redisLists, because: 'but it is told no Redis', wayOut });
    if (redisLists.includes('')) throw invalid(FACTORY, { property, value: redisLists, because, wayOut });
  }
}

function checkPaths({ web, userData }: Application): void {
  for (const property of ['livenessPath', 'readinessPath'] as const) {
    refuseUnless(/^\/\S*$/, `web.${property}`, web[property], [
      'which is no path of a URL',
      'Begin it with a slash, such as /health.',
    ]);
  }
  if (userData === undefined) return;
  refuseUnless(/^(?!.*(^|\/)\.\.?(\/|$))[\w.-]+(\/[\w.-]+)*$/, 'userData', userData, [
    "which is no folder in the application's own",
    'Give its path from there, such as userData.',
  ]);
}

/** Each variable is set from one place, or which of them wins is a matter of luck. */
function checkVariables(application: Application): void {
  const { redis, elasticsearch, postgres, secretKeys } = application;
  const stores = [redis, elasticsearch, postgres].flatMap((one) => [one?.host, one?.port, one?.url]);
  const all = [...SET, ...stores, postgres?.username, postgres?.database, ...secretKeys].filter(
    (name) => name !== undefined,
  );
  for (const name of all) {
    refuseUnless(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable', name, [
      'which is none',
      'Use letters, digits and underscores, no digit first.',
    ]);
  }
  const twice = repeated(all);
  if (twice === undefined) return;
  throw invalid(FACTORY, {
    property: 'the name of an environment variable',
    value: twice,
    because: 'which is set from two places',
    wayOut: `Give each a variable of its own; ${SET.join(', ')} are set by every environment.`,
  });
}

function refuseUnless(form: RegExp, property: string, value: string, [because, wayOut]: [string, string]): void {
  if (!Token.isUnresolved(value) && !form.test(value)) throw invalid(FACTORY, { property, value, because, wayOut });
}

function refuseEmpty(property: string, command: string[]): void {
  if (command.length > 0 && command[0] !== '') return;
  throw invalid(FACTORY, {
    property,
    value: command,
    because: 'which starts nothing',
    wayOut: "Name the program and its arguments, such as ['node', 'server.js'].",
  });
}

function refusePort(property: string, port: number, lowest: number, because: string, example: string): void {
  if (Token.isUnresolved(port) || (Number.isInteger(port) && port >= lowest && port <= 65535)) return;
  const wayOut = `Use a port from ${lowest} to 65535, such as ${example}.`;
  throw invalid(FACTORY, { property, value: port, because, wayOut });
}
