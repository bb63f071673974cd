'use strict';
const { setTimeout: sleep } = require('timers/promises');
const log = require('./log');
const { openStore } = require('./store');

/** Milliseconds between two tweets of the stream. */
const BEAT = 100;

/**
 * Reads a stream of tweets that are numbered by the clock, and stores each. Two loaders at once see the same numbers, so
 * that a number stands there twice; while there is none, numbers are missed.
 */
exports.load = async () => {
  const store = openStore();
  log.info('starting loader');
  for (;;) {
    const now = Date.now();
    await sleep(BEAT - (now % BEAT));
    await store.addTweet(Math.round(Date.now() / BEAT), process.env.HOSTNAME).catch((error) => console.error(error));
  }
};
