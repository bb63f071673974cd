'use strict';
const { connectRedis } = require('../server/redis');
const { openStore } = require('../server/store');

async function main() {
  const [store, redis] = [openStore(), connectRedis()];
  const settings = await store.settings();
  await redis.flushDb();
  await store.clear();
  if (Object.keys(settings).length > 0) await store.set(settings);
  await Promise.all([store.close(), redis.close()]);
}

void main();
