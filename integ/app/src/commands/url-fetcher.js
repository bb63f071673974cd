'use strict';
const { setTimeout: sleep } = require('timers/promises');
const log = require('../server/log');
const { connectRedis } = require('../server/redis');

const CONCURRENCY = 5;
/** Milliseconds that a page takes. */
const FETCH = 20;

/** Takes URLs off the list for good before they are looked up: those under way are lost when it ends, however it ends. */
function main() {
  const redis = connectRedis();
  log.info('starting url-fetcher');
  for (let lane = 0; lane < CONCURRENCY; lane += 1) void fetchAll(redis, connectRedis());
}

async function fetchAll(redis, blocking) {
  for (;;) {
    const item = await blocking.blPop('urlqueue', 10);
    if (!item) continue;
    const { search, url } = JSON.parse(item.element);
    await sleep(FETCH);
    await redis.zIncrBy(`urls:${search.id}`, 1, url);
  }
}

main();
