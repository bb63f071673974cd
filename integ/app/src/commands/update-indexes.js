'use strict';
const { openStore } = require('../server/store');

async function main() {
  const store = openStore();
  for (const line of await store.prepare()) console.log(line);
  await store.close();
}

void main();
