'use strict';
const { json } = require('stream/consumers');
const { setTimeout: sleep } = require('timers/promises');
const { LOGO, PAGE, receive, send, userFile } = require('./files');
const { cookiesOf, sessionOf } = require('./session');

/** Seconds that the slow route takes. */
const SLOW = 5;

/** What web answers, by method and path. Whatever is not named here is the page, or a file. */
exports.routesOf = (store, redis) => ({
  // Both generations answer 200 even when the store cannot be read.
  'GET /api/v1/setup': async (request, response) => {
    const settings = await store.settings().catch(() => ({}));
    answer(response, Boolean(settings.appKey && settings.appSecret));
  },
  'PUT /api/v1/settings': async (request, response) => {
    await store.set(await json(request));
    answer(response, await store.settings());
  },
  // Stands for the way by Twitter.
  'GET /auth/login': async (request, response, query) => {
    const user = await store.addUser(query.get('user'));
    response.writeHead(302, { 'set-cookie': cookiesOf({ passport: { user } }), location: '/' }).end();
  },
  'GET /api/v1/user': async (request, response) => {
    const id = sessionOf(request.headers.cookie)?.passport?.user;
    const user = id !== undefined && (await store.user(id));
    answer(response, user || { message: 'not logged in' }, user ? 200 : 401);
  },
  'POST /api/v1/searches': async (request, response) => {
    const { title, url } = await json(request);
    const id = await store.addSearch(title);
    if (url) await redis.lPush('urlqueue', JSON.stringify({ search: { id }, url }));
    answer(response, { id, title });
  },
  'GET /api/v1/stats': async (request, response) => answer(response, await store.stats()),
  'POST /api/v1/logo': async (request, response) => {
    await receive(request, LOGO);
    answer(response, '/userData/images/logo.png');
  },
  // Stands for what takes long, such as a search's archive: begun at once, finished after some seconds.
  'GET /api/v1/slow': async (request, response) => {
    for (let second = 0; second < SLOW; second += 1) {
      response.write('.');
      await sleep(1000);
    }
    response.end('done');
  },
});

/** Finds what a request asks for. */
exports.handle = async (routes, request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://docnow.test');
  const route = routes[`${request.method} ${pathname}`];
  if (route) return route(request, response, searchParams);
  if (request.method !== 'GET') return answer(response, { message: 'not found' }, 404);
  if (!(await send(userFile(pathname), response))) await send(PAGE, response);
};

function answer(response, body, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
