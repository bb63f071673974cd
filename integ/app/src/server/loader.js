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
  let last = 0;
  for (;;) {
    await sleep(BEAT - (Date.now() % BEAT));
    const number = Math.floor(Date.now() / BEAT);
    // A timer may be a millisecond early: the number is still the last one then.
    if (number === last) continue;
    last = number;
    await store.addTweet(number, process.env.HOSTNAME).catch((error) => console.error(error));
  }
};
