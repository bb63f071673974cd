'use strict';
const { setTimeout: sleep } = require('timers/promises');
const log = require('../server/log');
const { connectRedis } = require('../server/redis');

const CONCURRENCY = 5;
/** Milliseconds that a page takes. */
const FETCH = 20;

/** Takes URLs off the list for good before they are looked up: those under way are lost when it ends, however it ends. */
async function main() {
  const redis = await connectRedis();
  log.info('starting url-fetcher');
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      const blocking = redis.duplicate();
      blocking.on('error', (error) => console.error(`redis: ${error.message}`));
      await blocking.connect();
      for (;;) {
        const item = await blocking.blPop('urlqueue', 10);
        if (!item) continue;
        const { search, url } = JSON.parse(item.element);
        await sleep(FETCH);
        await redis.zIncrBy(`urls:${search.id}`, 1, url);
      }
    }),
  );
}

void main();
