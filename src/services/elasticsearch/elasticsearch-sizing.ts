/** Above it a JVM cannot keep its object pointers small (Elasticsearch's reference, "Heap size settings"). */
const LARGEST_HEAP_MIB = 31 * 1024;

/**
 * Why a number of master-eligible nodes cannot be, or nothing when it can: 1, 2, 3 and any larger odd number.
 *
 * A cluster goes on as long as more than half of its nodes agree, so 4 nodes survive the loss of 1 as 3 do, and there
 * is one more to lose. 2 survive no loss at all, but keep two copies of the data.
 */
export function refusedNodes(nodes: number): string | undefined {
  if (!Number.isInteger(nodes)) return 'which is not a whole number';
  if (nodes < 1) return 'which leaves no node to keep the data';
  if (nodes > 2 && nodes % 2 === 0) {
    return `which survives the loss of ${nodes - quorum(nodes)}, no more than ${nodes - 1} do: more than half must remain`;
  }
  return undefined;
}

/** How many master-eligible nodes must agree, so that no two halves of a cluster can both go on: more than half. */
export function quorum(nodes: number): number {
  return Math.floor(nodes / 2) + 1;
}

/**
 * The largest heap in MiB: half of the container's memory, the other half being for the file cache that searches live on
 * (Elasticsearch's reference, "Heap size settings").
 */
export function largestHeapMiB(memoryMiB: number): number {
  return Math.min(Math.floor(memoryMiB / 2), LARGEST_HEAP_MIB);
}

/** Why a heap cannot be, or nothing when it can. */
export function refusedHeap(heapMiB: number, memoryMiB: number): string | undefined {
  if (heapMiB > LARGEST_HEAP_MIB) {
    return `more than the ${LARGEST_HEAP_MIB} MiB (31 GiB) above which Java's pointers double and the heap holds less`;
  }
  if (heapMiB > memoryMiB / 2) {
    return `more than half of memoryMiB, ${memoryMiB}: searches live on the other half, the cache of files`;
  }
  return undefined;
}
