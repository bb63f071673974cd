'use strict';

exports.up = async (knex) => {
  await knex.schema.createTable('setting', (table) => {
    table.string('name').primary();
    table.text('value');
  });
  await knex.schema.createTable('user', (table) => {
    table.increments('id');
    table.string('name').unique();
    table.boolean('super_user').notNullable().defaultTo(false);
  });
  await knex.schema.createTable('search', (table) => {
    table.increments('id');
    table.text('title');
  });
  // Nothing says that a number stands there once: that is what has to be shown.
  await knex.schema.createTable('tweet', (table) => {
    table.increments('id');
    table.bigInteger('number').notNullable();
    table.string('loader');
  });
};

exports.down = async (knex) => {
  for (const name of ['tweet', 'search', 'user', 'setting']) await knex.schema.dropTable(name);
};
