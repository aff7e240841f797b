import { offer, sortHeap } from './key-heap';
import { keyOf, scoreOfKey } from './score-key';

/**
 * Adds the lists of `seeds`, each times its weight, to `sums`, and the columns met for the first time to `met`. A sum that is not
 * met is −0, which no addition gives back; one that is excluded is NaN, which stays and so is never met, at no cost.
 * Returns how many are met.
 */
export function addLists(
  starts: usize,
  columns: usize,
  scores: usize,
  seeds: usize,
  weights: usize,
  seedCount: u32,
  sums: usize,
  met: usize,
  metCount: u32,
): u32 {
  let metEnd = met + ((<usize>metCount) << 2);
  for (let seed: usize = 0; seed < <usize>seedCount; seed++) {
    const start = starts + ((<usize>load<u32>(seeds + (seed << 2))) << 2);
    const end = (<usize>load<u32>(start, 4)) << 2;
    const weight = load<f32>(weights + (seed << 2));
    for (let at = (<usize>load<u32>(start)) << 2; at < end; at += 4) {
      const column = load<u32>(columns + at);
      const sum = sums + ((<usize>column) << 2);
      const before = load<f32>(sum);
      store<u32>(metEnd, column);
      metEnd += (<usize>(reinterpret<u32>(before) === 0x80000000)) << 2;
      store<f32>(sum, before + (weight * load<f32>(scores + at) + 0));
    }
  }
  return u32((metEnd - met) >> 2);
}

/** The best `wanted` sums above 0 of the columns met, as sorted keys in `heap`; clears the sums. Returns how many there are. */
export function bestSums(sums: usize, met: usize, metCount: u32, wanted: u32, heap: usize): u32 {
  let size: u32 = 0;
  let least: f32 = 0;
  for (let at = met, end = met + ((<usize>metCount) << 2); at < end; at += 4) {
    const column = load<u32>(at);
    const sum = sums + ((<usize>column) << 2);
    const score = load<f32>(sum);
    store<f32>(sum, -0.0);
    if (score >= least && score > 0) {
      size = offer(heap, size, wanted, keyOf(score, column));
      if (size === wanted && size > 0) least = scoreOfKey(load<u64>(heap));
    }
  }
  sortHeap(heap, size);
  return size;
}
