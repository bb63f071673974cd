'use strict';
const { openStore } = require('../server/store');

async function main(name) {
  const store = openStore();
  const user = await store.toggleSuperUser(name);
  if (!user) throw new Error(`no user ${name}`);
  console.log(`${name}: isSuperUser=${user.super_user}`);
  await store.close();
}

void main(process.argv[2]);
