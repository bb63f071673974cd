'use strict';
const { openStore } = require('../server/store');

async function main() {
  const store = openStore();
  console.log(JSON.stringify(await store.users(), null, 2));
  await store.close();
}

void main();
