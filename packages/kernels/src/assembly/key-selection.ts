// Selection and sorting of keys by digits: no comparison to guess wrong, time linear in their number.

/** Arranges distinct keys so that the first `wanted` are the largest, in no order. `counts` holds 2048 × u32. */
export function selectLargest(keys: usize, count: u32, wanted: u32, counts: usize): void {
  let low: u32 = 0;
  let high = count;
  let shift: i32 = 53;
  while (high > wanted && low < wanted) {
    memory.fill(counts, 0, 2048 * 4);
    for (let at = low; at < high; at++) {
      const bin = counts + (digit(load<u64>(keys + ((<usize>at) << 3)), shift) << 2);
      store<u32>(bin, load<u32>(bin) + 1);
    }
    let bound: usize = 2047;
    let larger = low;
    for (;;) {
      const held = load<u32>(counts + (bound << 2));
      if (larger + held >= wanted) break;
      larger += held;
      bound--;
    }
    // Larger digits to the front, equal ones behind them; the rest is out.
    let equal = low;
    larger = low;
    for (let at = low; at < high; at++) {
      const place = keys + ((<usize>at) << 3);
      const key = load<u64>(place);
      const its = digit(key, shift);
      if (its < bound) continue;
      const end = keys + ((<usize>equal) << 3);
      store<u64>(place, load<u64>(end));
      equal++;
      if (its > bound) {
        const front = keys + ((<usize>larger) << 3);
        store<u64>(end, load<u64>(front));
        store<u64>(front, key);
        larger++;
      } else {
        store<u64>(end, key);
      }
    }
    low = larger;
    high = equal;
    shift = max(shift - 11, 0);
  }
}

/** Sorts keys, largest first; of the low 32 bits only `indexBits` tell. `spare` is as large as `keys`. */
export function sortLargestFirst(keys: usize, count: u32, spare: usize, counts: usize, indexBits: i32): void {
  if (count < 48) {
    insertionSort(keys, count);
    return;
  }
  let from = keys;
  let to = spare;
  for (let shift: u64 = 0; shift < 64; shift += 8) {
    if (shift < 32 && shift >= u64(indexBits)) continue;
    memory.fill(counts, 0, 256 * 4);
    for (let at = from, end = from + ((<usize>count) << 3); at < end; at += 8) {
      const bin = counts + ((<usize>((load<u64>(at) >> shift) & 255)) << 2);
      store<u32>(bin, load<u32>(bin) + 1);
    }
    let before: u32 = 0;
    for (let bin = counts + 255 * 4; bin >= counts; bin -= 4) {
      const held = load<u32>(bin);
      store<u32>(bin, before);
      before += held;
    }
    for (let at = from, end = from + ((<usize>count) << 3); at < end; at += 8) {
      const key = load<u64>(at);
      const bin = counts + ((<usize>((key >> shift) & 255)) << 2);
      const place = load<u32>(bin);
      store<u64>(to + ((<usize>place) << 3), key);
      store<u32>(bin, place + 1);
    }
    const other = from;
    from = to;
    to = other;
  }
  if (from !== keys) memory.copy(keys, from, (<usize>count) << 3);
}

function digit(key: u64, shift: i32): usize {
  return <usize>((key >> u64(shift)) & 2047);
}

function insertionSort(keys: usize, count: u32): void {
  for (let at: u32 = 1; at < count; at++) {
    const key = load<u64>(keys + ((<usize>at) << 3));
    let place = at;
    while (place > 0) {
      const before = load<u64>(keys + ((<usize>(place - 1)) << 3));
      if (before > key) break;
      store<u64>(keys + ((<usize>place) << 3), before);
      place--;
    }
    store<u64>(keys + ((<usize>place) << 3), key);
  }
}
