'use strict';
const http = require('http');
const log = require('../server/log');
const { connectRedis } = require('../server/redis');
const { handle, routesOf } = require('../server/routes');
const { openStore } = require('../server/store');

function main() {
  const routes = routesOf(openStore(), connectRedis());
  const server = http.createServer((request, response) => {
    // Who answered, and which requests had begun when it was killed: the rig asks.
    const name = `${request.headers['x-request-id'] ?? '-'} ${request.method} ${request.url}`;
    response.setHeader('x-pod', process.env.HOSTNAME ?? '');
    console.log(`begun ${name}`);
    response.once('finish', () => console.log(`ended ${name} ${response.statusCode}`));
    handle(routes, request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  log.info('starting app');
  server.listen(process.env.PORT || 3000);
}

main();
