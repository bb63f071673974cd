'use strict';
const path = require('path');
const knex = require('knex');

/** The store of the PostgreSQL generation. */
exports.PostgresStore = class {
  constructor() {
    this.db = knex({
      client: 'pg',
      connection: {
        host: process.env.DB_HOSTNAME,
        user: process.env.DB_USERNAME,
        password: process.env.DB_PASSWORD,
        database: process.env.DB_DATABASE,
      },
      pool: { min: 0, max: 10 },
      migrations: { directory: path.join(__dirname, 'migrations') },
    });
  }

  /** Brings the tables to this version's form. @returns the names of the steps taken */
  async prepare() {
    return (await this.db.migrate.latest())[1].map((name) => `migrated ${name}`);
  }

  async settings() {
    const rows = await this.db('setting').select('name', 'value');
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  }

  async set(settings) {
    const rows = Object.entries(settings).map(([name, value]) => ({ name, value }));
    await this.db('setting').insert(rows).onConflict('name').merge();
  }

  async addUser(name) {
    const [{ id }] = await this.db('user').insert({ name }).onConflict('name').merge().returning('id');
    return id;
  }

  user(id) {
    return this.db('user').where({ id }).first();
  }

  users() {
    return this.db('user').orderBy('name');
  }

  async toggleSuperUser(name) {
    const [user] = await this.db('user')
      .where({ name })
      .update({ super_user: this.db.raw('NOT super_user') })
      .returning('*');
    return user;
  }

  async addTweet(number, loader) {
    await this.db('tweet').insert({ number, loader });
  }

  async addSearch(title) {
    const [{ id }] = await this.db('search').insert({ title }).returning('id');
    return id;
  }

  async addPlaces(names) {
    await this.db('place').insert(names.map((name) => ({ name }))).onConflict('name').ignore();
  }

  async stats() {
    const count = async (table) => Number((await this.db(table).count().first()).count);
    return { tweetCount: await count('tweet'), userCount: await count('user'), searchCount: await count('search') };
  }

  async clear() {
    await this.db.migrate.rollback(undefined, true);
    await this.db.migrate.latest();
  }

  async close() {
    await this.db.destroy();
  }
};
