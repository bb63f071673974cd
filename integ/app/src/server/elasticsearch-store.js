'use strict';
const { randomUUID } = require('crypto');

const TYPES = ['settings', 'user', 'search', 'tweet', 'place'];

/** The store of the Elasticsearch generation, version 5 or 6: an index `docnow-TYPE` for each type. */
exports.ElasticsearchStore = class {
  constructor() {
    this.url = process.env.ES_HOST || 'http://127.0.0.1:9200';
  }

  /** Makes the indexes that are missing. @returns what it made */
  async prepare() {
    const said = [];
    for (const type of TYPES) {
      if (await this.ask('GET', `/docnow-${type}`)) continue;
      await this.ask('PUT', `/docnow-${type}`, { settings: { number_of_shards: 1 } });
      said.push(`made docnow-${type}`);
    }
    return said;
  }

  async settings() {
    return (await this.get('settings', 'settings')) ?? {};
  }

  async set(settings) {
    await this.put('settings', 'settings', { ...(await this.settings()), ...settings });
  }

  async addUser(name) {
    const there = (await this.users()).find((user) => user.name === name);
    const user = there ?? { id: randomUUID(), name, super_user: false };
    if (!there) await this.put('user', user.id, user);
    return user.id;
  }

  user(id) {
    return this.get('user', id);
  }

  users() {
    return this.all('user');
  }

  async toggleSuperUser(name) {
    const user = (await this.users()).find((one) => one.name === name);
    if (!user) return undefined;
    user.super_user = !user.super_user;
    await this.put('user', user.id, user);
    return user;
  }

  async addTweet(number, loader) {
    await this.ask('POST', '/docnow-tweet/tweet', { number, loader });
  }

  async addSearch(title) {
    const id = randomUUID();
    await this.put('search', id, { title });
    return id;
  }

  async addPlaces(names) {
    for (const name of names) await this.put('place', name, { name });
  }

  async stats() {
    const count = async (type) => (await this.ask('GET', `/docnow-${type}/_count`))?.count ?? 0;
    return { tweetCount: await count('tweet'), userCount: await count('user'), searchCount: await count('search') };
  }

  async clear() {
    for (const type of TYPES) await this.ask('DELETE', `/docnow-${type}`);
    await this.prepare();
  }

  async close() {}

  async get(type, id) {
    return (await this.ask('GET', `/docnow-${type}/${type}/${encodeURIComponent(id)}`))?._source;
  }

  async put(type, id, body) {
    await this.ask('PUT', `/docnow-${type}/${type}/${encodeURIComponent(id)}?refresh=wait_for`, body);
  }

  async all(type) {
    const found = await this.ask('GET', `/docnow-${type}/_search?size=1000`);
    return (found?.hits.hits ?? []).map(({ _source }) => _source);
  }

  /** @returns undefined for what is not there */
  async ask(method, path, body) {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) });
    const answer = await response.json();
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`Elasticsearch: ${method} ${path}: ${JSON.stringify(answer.error)}`);
    return answer;
  }
};
