'use strict';
const { createClient } = require('redis');

/** A client that is told the host alone: port 6379, database 0, no password. */
exports.connectRedis = () => {
  const client = createClient({ socket: { host: process.env.REDIS_HOST || '127.0.0.1' } });
  // Without a listener an error would end the program; the client itself connects again, and commands wait meanwhile.
  client.on('error', (error) => console.error(`redis: ${error.message}`));
  client.connect().catch((error) => console.error(`redis: ${error.message}`));
  return client;
};
