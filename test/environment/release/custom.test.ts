import { Token } from 'cdktf';
import { CustomReleaseProps, Release } from '../../../src';

const image = 'registry.example.org/app:1';
const web = { command: ['./serve'] };
const worker = (name: string, changes = {}) => ({ name, command: ['./work'], ...changes });

function custom(changes: Partial<CustomReleaseProps>): () => Release {
  return () => Release.custom({ image, name: 'app', web, ...changes });
}

const NAME = 'Use 1 to 40 lower case letters, digits and hyphens, no hyphen at the ends, such as url-fetcher.';
const OWN_NAME = 'Give each program a name of its own.';
const VARIABLE = 'Release.custom: the name of an environment variable is';
const cases: [string, Partial<CustomReleaseProps>, string][] = [
  [
    'a name with capitals',
    { name: 'App' },
    "Release.custom: name is 'App', which cannot be part of names in Kubernetes. Use 1 to 20 lower case letters, digits " +
      'and hyphens, a letter first and no hyphen last, such as docnow.',
  ],
  ['a name that is too long', { name: 'a'.repeat(21) }, `Release.custom: name is '${'a'.repeat(21)}', which cannot be`],
  [
    "a worker's name with a hyphen last",
    { workers: [worker('loader-')] },
    `Release.custom: workers.name is 'loader-', which cannot be part of names in Kubernetes. ${NAME}`,
  ],
  [
    "a command's name that is too long",
    { commands: [worker('c'.repeat(41))] },
    `Release.custom: commands.name is '${'c'.repeat(41)}', which cannot be part of names in Kubernetes. ${NAME}`,
  ],
  [
    'a worker and a command of the same name',
    { workers: [worker('load')], commands: [worker('load')] },
    `Release.custom: workers.name is 'load', the name of two programs. ${OWN_NAME}`,
  ],
  [
    "web's name for a worker",
    { workers: [worker('web')] },
    `Release.custom: workers.name is 'web', a name that every environment has for something else. ${OWN_NAME}`,
  ],
  [
    "the seeds' name for a command",
    { commands: [worker('user-data')] },
    "Release.custom: commands.name is 'user-data', a name that every environment has",
  ],
  [
    'a form of the database that is half',
    { schema: { version: 1.5 } },
    'Release.custom: schema.version is 1.5, which cannot be compared. Use a whole number, 0 or more.',
  ],
  [
    'a form of the database that only later ones work with',
    { schema: { version: 5, compatibleFrom: 6 } },
    'Release.custom: schema.compatibleFrom is 6, but the form itself is 5. Use a whole number, from 0 to 5.',
  ],
  [
    'a port for root',
    { web: { ...web, port: 80 } },
    'Release.custom: web.port is 80, which a program that is not root may not listen on. ' +
      'Use a port from 1025 to 65535, such as 3000.',
  ],
  ['a port beyond all', { web: { ...web, port: 65536 } }, 'Release.custom: web.port is 65536, which a program'],
  ['half a port', { web: { ...web, port: 3000.5 } }, 'Release.custom: web.port is 3000.5, which a program'],
  [
    'no port of the internet',
    { workers: [worker('load', { internetPorts: [443, 0] })] },
    'Release.custom: workers.internetPorts of load is 0, which is no port. Use a port from 1 to 65535, such as 443.',
  ],
  [
    'a web that starts nothing',
    { web: { command: [] } },
    "Release.custom: web.command is [], which starts nothing. Name the program and its arguments, such as ['node', 'server.js'].",
  ],
  [
    'a worker that starts nothing',
    { workers: [worker('load', { command: [''] })] },
    'Release.custom: workers.command of load is [""], which starts nothing.',
  ],
  [
    'a command that starts nothing',
    { commands: [worker('reset', { command: [] })] },
    'Release.custom: commands.command of reset is [], which starts nothing.',
  ],
  [
    'a migration that starts nothing',
    { migration: [] },
    'Release.custom: migration is [], which starts nothing. Name the program and its arguments',
  ],
  [
    'a path without a slash',
    { web: { ...web, livenessPath: 'health' } },
    "Release.custom: web.livenessPath is 'health', which is no path of a URL. Begin it with a slash, such as /health.",
  ],
  ['a blank in a path', { web: { ...web, readinessPath: '/a b' } }, "web.readinessPath is '/a b', which is no path"],
  [
    'files outside of its folder',
    { userData: '../etc' },
    "Release.custom: userData is '../etc', which is no folder in the application's own. " +
      'Give its path from there, such as userData.',
  ],
  ['root', { user: 0 }, 'Release.custom: user is 0, which is no number of a user or group that pods may run as.'],
  [
    'a variable that is none',
    { secretKeys: ['API-KEY'] },
    `${VARIABLE} 'API-KEY', which is none. Use letters, digits and underscores, no digit first.`,
  ],
  [
    'a variable from two places',
    { redis: { host: 'STORE' }, elasticsearch: { url: 'STORE' } },
    `${VARIABLE} 'STORE', which is set from two places. ` +
      'Give each a variable of its own; NODE_ENV, NODE_OPTIONS, PORT are set by every environment.',
  ],
  [
    'a secret in place of what every environment sets',
    { secretKeys: ['PORT'] },
    `${VARIABLE} 'PORT', which is set from two places.`,
  ],
];

test.each(cases)('refuses %s', (_, changes, words) => expect(custom(changes)).toThrow(words));

test('takes what is at the limits, and what is known only when Terraform runs', () => {
  const limits = { name: 'a'.repeat(20), web: { ...web, port: 65535 }, workers: [worker('0'.repeat(40))] };
  expect(custom(limits)).not.toThrow();
  expect(custom({ web: { ...web, port: 1025 }, userData: 'data/files' })).not.toThrow();
  const token = Token.asString({ resolve: () => undefined });
  expect(custom({ name: token, userData: token })).not.toThrow();
});
