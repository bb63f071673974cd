import {
  largestHeapMiB,
  quorum,
  refusedHeap,
  refusedNodes,
} from '../../../src/services/elasticsearch/elasticsearch-sizing';

test.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [5, 3],
  [7, 4],
])('of %p nodes, %p must agree', (nodes, agree) => {
  expect(refusedNodes(nodes)).toBeUndefined();
  expect(quorum(nodes)).toBe(agree);
});

test.each([
  [0, 'leaves no node to keep the data'],
  [-1, 'leaves no node'],
  [2.5, 'not a whole number'],
  [NaN, 'not a whole number'],
  [4, 'survives the loss of 1, no more than 3 do'],
  [6, 'survives the loss of 2, no more than 5 do'],
])('%p nodes are refused', (nodes, words) => expect(refusedNodes(nodes)).toContain(words));

test('the heap is half of the memory, and small enough for small pointers', () => {
  expect(largestHeapMiB(2048)).toBe(1024);
  expect(largestHeapMiB(1025)).toBe(512);
  expect(largestHeapMiB(128 * 1024)).toBe(31 * 1024);
  expect(refusedHeap(1024, 2048)).toBeUndefined();
});
