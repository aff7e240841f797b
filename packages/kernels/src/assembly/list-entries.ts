/**
 * What the lists of `seeds` hold for some columns: row by row of `out`, a seed each. `slots` is 0 but for those columns, where it
 * is their place plus 1; a byte each, so that they stay in the cache. `wide`: columns have 32 bits, else 16.
 */
export function listEntries(
  starts: usize,
  columns: usize,
  wide: u32,
  levels: usize,
  scales: usize,
  seeds: usize,
  seedCount: u32,
  slots: usize,
  width: u32,
  out: usize,
): void {
  memory.fill(out, 0, (<usize>seedCount * <usize>width) << 2);
  for (let place: usize = 0; place < <usize>seedCount; place++) {
    const seed = (<usize>load<u32>(seeds + (place << 2))) << 2;
    const scale = load<f32>(scales + seed);
    const at = <usize>load<u32>(starts + seed);
    const end = <usize>load<u32>(starts + seed, 4);
    const line = out + ((place * <usize>width) << 2) - 4;
    if (wide) entriesOf<u32>(columns + (at << 2), columns + (end << 2), levels + (at << 1), scale, slots, line);
    else entriesOf<u16>(columns + (at << 1), columns + (end << 1), levels + (at << 1), scale, slots, line);
  }
}

function entriesOf<Column>(column: usize, end: usize, level: usize, scale: f32, slots: usize, line: usize): void {
  for (; column < end; column += sizeof<Column>(), level += 2) {
    const slot = <usize>load<u8>(slots + <usize>load<Column>(column));
    if (slot) store<f32>(line + (slot << 2), f32(load<i16>(level)) * scale);
  }
}
