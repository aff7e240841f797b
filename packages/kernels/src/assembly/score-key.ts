// One u64 for a score and its index, so that comparing two numbers compares by falling score, ties by rising index.
// Floats are mapped so that their bits order as they do; NaN must not get here.

export function keyOf(score: f32, index: u32): u64 {
  // −0 and 0 are one score.
  const bits = reinterpret<u32>(score + 0);
  const ordered = bits ^ (u32(i32(bits) >> 31) | 0x80000000);
  return (u64(ordered) << 32) | u64(~index);
}

export function scoreOfKey(key: u64): f32 {
  const ordered = u32(key >> 32);
  return reinterpret<f32>(ordered ^ (u32(i32(~ordered) >> 31) | 0x80000000));
}

export function indexOfKey(key: u64): u32 {
  return ~u32(key);
}

export function isNotNumber(score: f32): bool {
  return (reinterpret<u32>(score) & 0x7fffffff) > 0x7f800000;
}
