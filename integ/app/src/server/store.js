'use strict';
const { ElasticsearchStore } = require('./elasticsearch-store');
const { PostgresStore } = require('./postgres-store');

/** The store of the generation that the environment names. */
exports.openStore = () => (process.env.DB_HOSTNAME ? new PostgresStore() : new ElasticsearchStore());
