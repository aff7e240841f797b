// The largest keys seen, as a heap whose root is the smallest of them.

/** Keeps `key` if it is among the `capacity` largest; returns the new size. */
export function offer(heap: usize, size: u32, capacity: u32, key: u64): u32 {
  if (size < capacity) {
    let place = size;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = load<u64>(heap + ((<usize>parent) << 3));
      if (above < key) break;
      store<u64>(heap + ((<usize>place) << 3), above);
      place = parent;
    }
    store<u64>(heap + ((<usize>place) << 3), key);
    return size + 1;
  }
  if (size > 0 && load<u64>(heap) < key) sink(heap, size, key);
  return size;
}

/** Sorts the heap, largest first. */
export function sortHeap(heap: usize, size: u32): void {
  while (size > 1) {
    size--;
    const last = heap + ((<usize>size) << 3);
    const key = load<u64>(last);
    store<u64>(last, load<u64>(heap));
    sink(heap, size, key);
  }
}

/** Puts `key` where the root was. */
function sink(heap: usize, size: u32, key: u64): void {
  let place: u32 = 0;
  for (;;) {
    let child: u32 = 2 * place + 1;
    if (child >= size) break;
    let below = load<u64>(heap + ((<usize>child) << 3));
    if (child + 1 < size) {
      const right = load<u64>(heap + ((<usize>child) << 3), 8);
      if (right < below) {
        below = right;
        child++;
      }
    }
    if (key < below) break;
    store<u64>(heap + ((<usize>place) << 3), below);
    place = child;
  }
  store<u64>(heap + ((<usize>place) << 3), key);
}
