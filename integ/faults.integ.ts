import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lineOf, linesOf, PAGE } from './faults/page';
import { ROWS } from './faults/rows';

void test('the page of faults has the lines of the table', () => {
  const lines = linesOf(readFileSync(PAGE, 'utf8'));
  assert.deepEqual(lines, ROWS.map(lineOf), 'docs/faults.md is not current: run `npm run integ:faults`, and commit it');
});
