/**
 * What the lists of `seeds` hold for some columns: row by row of `out`, a seed each. `slots` is 0 but for those columns, where it
 * is their place plus 1.
 */
export function listEntries(
  starts: usize,
  columns: usize,
  scores: usize,
  seeds: usize,
  seedCount: u32,
  slots: usize,
  width: u32,
  out: usize,
): void {
  memory.fill(out, 0, (<usize>seedCount * <usize>width) << 2);
  for (let seed: usize = 0; seed < <usize>seedCount; seed++) {
    const start = starts + ((<usize>load<u32>(seeds + (seed << 2))) << 2);
    const end = (<usize>load<u32>(start, 4)) << 2;
    const line = out + ((seed * <usize>width) << 2) - 4;
    for (let at = (<usize>load<u32>(start)) << 2; at < end; at += 4) {
      const slot = load<u32>(slots + ((<usize>load<u32>(columns + at)) << 2));
      if (slot) store<f32>(line + ((<usize>slot) << 2), load<f32>(scores + at));
    }
  }
}
