'use strict';
const { createHmac, timingSafeEqual } = require('crypto');

// The application's own default: where COOKIE_SECRET is missing, anybody can make a session.
const secret = process.env.COOKIE_SECRET || 'not a secret';

/** The cookies of a session: what it holds, and its signature. There is no store of sessions. */
exports.cookiesOf = (session) => {
  const value = Buffer.from(JSON.stringify(session)).toString('base64');
  return [`session=${value}; path=/; httponly`, `session.sig=${sign(value)}; path=/; httponly`];
};

/** The session that a request's Cookie header carries, or undefined when it is not signed with this secret. */
exports.sessionOf = (header = '') => {
  const cookies = Object.fromEntries(header.split(/; */).map((one) => one.split(/=(.*)/s).slice(0, 2)));
  const { session, 'session.sig': signature } = cookies;
  if (!session || !signature || !same(signature, sign(session))) return undefined;
  return JSON.parse(Buffer.from(session, 'base64'));
};

function sign(value) {
  return createHmac('sha1', secret).update(`session=${value}`).digest('base64url');
}

function same(one, other) {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
