/** Where the script is in a pod. */
export const PRELOAD_DIRECTORY = '/docnow';

/** The name of its file. */
export const PRELOAD_FILE = 'preload.js';

/** For how many seconds the script has web keep a connection open over which nothing comes. */
export const KEEP_ALIVE = 75;

/** The variable that has a program end by an error where Node.js would only warn. */
export const FAIL_ON_REJECTION = 'DOCNOW_FAIL_ON_REJECTION';

/**
 * A script that Node.js loads before DocNow (`NODE_OPTIONS=--require`), for what the application cannot be told:
 *
 * - its log file, which would stand in a root file system that is read-only, becomes the standard output;
 * - Node.js closes a kept-alive connection after 5 s (`server.keepAliveTimeout`), which meets a request that the load
 *   balancer sends at that moment: 502. 75 s is longer than a load balancer's idle time-out (60 s by default in AWS),
 *   so that the load balancer closes first. `headersTimeout` has to be longer still, or Node.js 12 cuts such
 *   connections. Lowering the load balancer's idle time-out below 5 s would cut slow answers instead;
 * - the first process of a container ignores SIGTERM unless it asks for it: it would be killed at the end of the
 *   grace period. Web answers what it has begun, for 20 s at most; workers leave at once;
 * - a program that fails by a promise which nobody looks at ends as if all were well, since Node.js before 15 only warns.
 *   DocNow's migrations do. Where `DOCNOW_FAIL_ON_REJECTION` is set, it ends by an error.
 *
 * Written for Node.js 8 and later.
 */
export const PRELOAD_SCRIPT = `'use strict';
const fs = require('fs');
const http = require('http');
const stream = require('stream');

const createWriteStream = fs.createWriteStream;
fs.createWriteStream = function (path) {
  if (path !== process.cwd() + '/app.log') return createWriteStream.apply(this, arguments);
  const log = new stream.Writable({
    write: function (chunk, encoding, done) {
      process.stdout.write(chunk, encoding, done);
    },
  });
  process.nextTick(function () {
    log.emit('open', 1);
  });
  return log;
};

const servers = [];
const listen = http.Server.prototype.listen;
http.Server.prototype.listen = function () {
  this.keepAliveTimeout = ${KEEP_ALIVE}000;
  this.headersTimeout = 80000;
  servers.push(this);
  return listen.apply(this, arguments);
};

if (process.env.${FAIL_ON_REJECTION}) {
  process.on('unhandledRejection', function (reason) {
    throw reason;
  });
}

process.once('SIGTERM', function () {
  let open = servers.length;
  if (open === 0) process.exit(0);
  setTimeout(process.exit, 20000, 0);
  servers.forEach(function (server) {
    server.close(function () {
      open -= 1;
      if (open === 0) process.exit(0);
    });
  });
});
`;
