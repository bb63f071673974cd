'use strict';

exports.up = (knex) => knex.schema.createTable('place', (table) => table.string('name').primary());

exports.down = (knex) => knex.schema.dropTable('place');
