'use strict';

exports.up = ({ schema }) => schema.createTable('place', (table) => table.string('name').primary());

exports.down = ({ schema }) => schema.dropTable('place');
