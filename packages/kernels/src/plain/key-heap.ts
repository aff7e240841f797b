import { highWord, scoreOfHighWord } from '../score-key.js';

// The largest keys seen, as a heap whose root is the smallest of them. A key is two words of a Uint32Array, the low one first.

/** Keeps the entry if it is among the `capacity` best; returns the new size. */
export function offer(heap: Uint32Array, size: number, capacity: number, score: number, index: number): number {
  const high = highWord(score);
  const low = ~index >>> 0;
  if (size < capacity) {
    let place = size;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (isLess(heap, parent, high, low)) break;
      move(heap, parent, place);
      place = parent;
    }
    put(heap, place, high, low);
    return size + 1;
  }
  if (size > 0 && isLess(heap, 0, high, low)) sink(heap, size, high, low);
  return size;
}

/** Sorts the heap, largest first. */
export function sortHeap(heap: Uint32Array, size: number): void {
  for (let end = size - 1; end > 0; end--) {
    const low = heap[2 * end] as number;
    const high = heap[2 * end + 1] as number;
    move(heap, 0, end);
    sink(heap, end, high, low);
  }
}

/** The score that another has to reach. */
export function leastScore(heap: Uint32Array, size: number, capacity: number): number {
  return size < capacity ? -Infinity : scoreOfHighWord(heap[1] as number);
}

function isLess(heap: Uint32Array, place: number, high: number, low: number): boolean {
  const other = heap[2 * place + 1] as number;
  return other < high || (other === high && (heap[2 * place] as number) < low);
}

function sink(heap: Uint32Array, size: number, high: number, low: number): void {
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= size) break;
    const right = child + 1;
    if (right < size && isLess(heap, right, heap[2 * child + 1] as number, heap[2 * child] as number)) child = right;
    if (!isLess(heap, child, high, low)) break;
    move(heap, child, place);
    place = child;
  }
  put(heap, place, high, low);
}

function move(heap: Uint32Array, from: number, to: number): void {
  put(heap, to, heap[2 * from + 1] as number, heap[2 * from] as number);
}

function put(heap: Uint32Array, place: number, high: number, low: number): void {
  heap[2 * place] = low;
  heap[2 * place + 1] = high;
}
