'use strict';
const { openStore } = require('../server/store');

async function main() {
  const store = openStore();
  const places = ['Baltimore', 'Ferguson', 'New York'];
  await store.addPlaces(places);
  console.log(`added ${places.length} places`);
  await store.close();
}

void main();
