import { offer, sortHeap } from './key-heap';
import { keyOf, scoreOfKey } from './score-key';

// Sums go in blocks of sixteen, a line of cache each, with a byte that tells whether any of them was met: so that the best are
// found and the sums cleared by whole blocks, in order, and not one by one wherever they lie.
const BLOCK = 4;

/** Adds the lists of `seeds`, each times its weight, to `sums`, and marks the blocks met. `wide`: columns have 32 bits, else 16. */
export function addLists(
  starts: usize,
  columns: usize,
  wide: u32,
  levels: usize,
  scales: usize,
  seeds: usize,
  weights: usize,
  seedCount: u32,
  sums: usize,
  marks: usize,
): void {
  const width: usize = wide ? 2 : 1;
  for (let place: usize = 0; place < <usize>seedCount; place++) {
    const seed = starts + ((<usize>load<u32>(seeds + (place << 2))) << 2);
    const at = (<usize>load<u32>(seed)) << 1;
    const end = (<usize>load<u32>(seed, 4)) << 1;
    touch(levels + at, levels + end);
    touch(columns + at * width, columns + end * width);
  }
  for (let place: usize = 0; place < <usize>seedCount; place++) {
    const seed = (<usize>load<u32>(seeds + (place << 2))) << 2;
    const weight = load<f32>(weights + (place << 2)) * load<f32>(scales + seed);
    const at = <usize>load<u32>(starts + seed);
    const end = <usize>load<u32>(starts + seed, 4);
    if (wide) addList<u32>(columns + (at << 2), levels + (at << 1), levels + (end << 1), weight, sums, marks);
    else addList<u16>(columns + (at << 1), levels + (at << 1), levels + (end << 1), weight, sums, marks);
  }
}

/** Lists lie far apart, and adding up is too much work a line for the processor to see the next one: so they are asked for at once. */
function touch(at: usize, end: usize): void {
  for (; at < end; at += 64) load<u8>(at);
}

function addList<Column>(column: usize, level: usize, end: usize, weight: f32, sums: usize, marks: usize): void {
  const weights = f32x4.splat(weight);
  for (; level + 8 <= end; level += 8, column += 4 * sizeof<Column>()) {
    const four = f32x4.mul(weights, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(v128.load64_zero(level))));
    add(<usize>load<Column>(column), f32x4.extract_lane(four, 0), sums, marks);
    add(<usize>load<Column>(column + sizeof<Column>()), f32x4.extract_lane(four, 1), sums, marks);
    add(<usize>load<Column>(column + 2 * sizeof<Column>()), f32x4.extract_lane(four, 2), sums, marks);
    add(<usize>load<Column>(column + 3 * sizeof<Column>()), f32x4.extract_lane(four, 3), sums, marks);
  }
  for (; level < end; level += 2, column += sizeof<Column>()) {
    const index = <usize>load<Column>(column);
    const sum = sums + (index << 2);
    store<f32>(sum, load<f32>(sum) + weight * f32(load<i16>(level)));
    store<u8>(marks + (index >> BLOCK), 1);
  }
}

// @ts-expect-error: decorator
function add(index: usize, value: f32, sums: usize, marks: usize): void {
  const sum = sums + (index << 2);
  store<f32>(sum, load<f32>(sum) + value);
  store<u8>(marks + (index >> BLOCK), 1);
}

/** The best `wanted` sums above 0, as sorted keys in `heap`; clears what was met. Returns how many there are. */
export function bestSums(sums: usize, marks: usize, columnCount: u32, wanted: u32, heap: usize): u32 {
  let size: u32 = 0;
  let least: f32 = 0;
  const blocks = (<usize>columnCount + 15) >> BLOCK;
  for (let eight: usize = 0; eight < blocks; eight += 8) {
    let marked = load<u64>(marks + eight);
    if (!marked) continue;
    store<u64>(marks + eight, 0);
    for (; marked; marked &= marked - 1) {
      const block = eight + (<usize>ctz(marked) >> 3);
      const first = u32(block << BLOCK);
      const place = sums + (block << 6);
      if (anyAbove(place, least)) {
        for (let column = first; column < min(first + 16, columnCount); column++) {
          const score = load<f32>(sums + ((<usize>column) << 2));
          // Columns rise: one that ties with the least is behind it. NaN is not above it either.
          if (!(score > least) || score === Infinity) continue;
          size = offer(heap, size, wanted, keyOf(score, column));
          if (size === wanted) least = scoreOfKey(load<u64>(heap));
        }
      }
      const none = f32x4.splat(0);
      v128.store(place, none);
      v128.store(place, none, 16);
      v128.store(place, none, 32);
      v128.store(place, none, 48);
    }
  }
  sortHeap(heap, size);
  return size;
}

function anyAbove(place: usize, least: f32): bool {
  const bound = f32x4.splat(least);
  const left = v128.or(f32x4.gt(v128.load(place), bound), f32x4.gt(v128.load(place, 16), bound));
  const right = v128.or(f32x4.gt(v128.load(place, 32), bound), f32x4.gt(v128.load(place, 48), bound));
  return v128.any_true(v128.or(left, right));
}
