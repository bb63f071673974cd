import { CustomReleaseProps } from './custom-release-props';

type Shape = Omit<CustomReleaseProps, 'image' | 'directory' | 'architectures'>;

const node = (program: string) => ['node', `dist/commands/${program}`];
const command = (name: string) => ({ name, command: node(name) });

/** What both generations have in common. */
const COMMON = {
  name: 'docnow',
  // Reading the settings asks the store. Both generations answer 200 even when it refuses: only a store that does not
  // answer in the probe's time takes a pod out of traffic (tried with v1.0.0, integ/app/README.md).
  web: { command: node('server'), port: 3000, livenessPath: '/', readinessPath: '/api/v1/setup' },
  // The client is told the host alone: no port, no password, no TLS.
  redis: { host: 'REDIS_HOST' },
  secretKeys: ['COOKIE_SECRET', 'CONSUMER_KEY', 'CONSUMER_SECRET', 'ACCESS_TOKEN', 'ACCESS_TOKEN_SECRET'],
  userData: 'userData',
  nodejs: true,
};

// Looks up any page that a tweet names, so by HTTP, too. It takes URLs off a list that several may share.
const URL_FETCHER = {
  ...command('url-fetcher'),
  exclusive: false,
  internetPorts: [80, 443],
  redisLists: ['urlqueue'],
};
const RESET = { ...command('reset'), destructive: true };

/** Internal: DocNow up to v0.0.35, from its package.json, src/commands and src/server. */
export const ELASTICSEARCH_GENERATION: Shape = {
  ...COMMON,
  elasticsearch: { url: 'ES_HOST', tls: true },
  workers: [command('stream-loader'), URL_FETCHER],
  commands: [...['update-indexes', 'merge-indexes', 'load-places', 'sudo', 'users'].map(command), RESET],
};

/** Internal: DocNow from v0.0.36 on, from the same places and knexfile.js. */
export const POSTGRES_GENERATION: Shape = {
  ...COMMON,
  postgres: { host: 'DB_HOSTNAME' },
  // From v1.0.0 on it also takes videos off a list, 100 at a time, as many pods as there are: more make that no faster.
  workers: [command('tweet-loader'), { ...URL_FETCHER, redisLists: ['urlqueue', 'videoqueue'] }],
  commands: [...['load-places', 'sudo', 'users'].map(command), RESET],
  migration: node('migrate'),
};
