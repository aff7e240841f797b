// Four vectors at a time, so that the fifth is read, and written, once for four. Lines are whole SIMD words.

/** The inner products of a, b, c and d with p. */
export function innerFour(a: usize, b: usize, c: usize, d: usize, p: usize, line: usize): v128 {
  let first = f32x4.splat(0);
  let second = f32x4.splat(0);
  let third = f32x4.splat(0);
  let fourth = f32x4.splat(0);
  let at: usize = 0;
  // Two words a round: half of the addresses to work out.
  for (; at + 32 <= line; at += 32) {
    const part = v128.load(p + at);
    const next = v128.load(p + at, 16);
    first = f32x4.add(first, f32x4.mul(v128.load(a + at), part));
    second = f32x4.add(second, f32x4.mul(v128.load(b + at), part));
    third = f32x4.add(third, f32x4.mul(v128.load(c + at), part));
    fourth = f32x4.add(fourth, f32x4.mul(v128.load(d + at), part));
    first = f32x4.add(first, f32x4.mul(v128.load(a + at, 16), next));
    second = f32x4.add(second, f32x4.mul(v128.load(b + at, 16), next));
    third = f32x4.add(third, f32x4.mul(v128.load(c + at, 16), next));
    fourth = f32x4.add(fourth, f32x4.mul(v128.load(d + at, 16), next));
  }
  if (at < line) {
    const part = v128.load(p + at);
    first = f32x4.add(first, f32x4.mul(v128.load(a + at), part));
    second = f32x4.add(second, f32x4.mul(v128.load(b + at), part));
    third = f32x4.add(third, f32x4.mul(v128.load(c + at), part));
    fourth = f32x4.add(fourth, f32x4.mul(v128.load(d + at), part));
  }
  return lineSums(first, second, third, fourth);
}

/** target += a, b, c and d, each times its factor */
export function addFour(target: usize, a: usize, b: usize, c: usize, d: usize, factors: v128, line: usize): void {
  const first = f32x4.splat(f32x4.extract_lane(factors, 0));
  const second = f32x4.splat(f32x4.extract_lane(factors, 1));
  const third = f32x4.splat(f32x4.extract_lane(factors, 2));
  const fourth = f32x4.splat(f32x4.extract_lane(factors, 3));
  let at: usize = 0;
  for (; at + 32 <= line; at += 32) {
    const ab = f32x4.add(f32x4.mul(first, v128.load(a + at)), f32x4.mul(second, v128.load(b + at)));
    const cd = f32x4.add(f32x4.mul(third, v128.load(c + at)), f32x4.mul(fourth, v128.load(d + at)));
    const ef = f32x4.add(f32x4.mul(first, v128.load(a + at, 16)), f32x4.mul(second, v128.load(b + at, 16)));
    const gh = f32x4.add(f32x4.mul(third, v128.load(c + at, 16)), f32x4.mul(fourth, v128.load(d + at, 16)));
    v128.store(target + at, f32x4.add(v128.load(target + at), f32x4.add(ab, cd)));
    v128.store(target + at, f32x4.add(v128.load(target + at, 16), f32x4.add(ef, gh)), 16);
  }
  if (at < line) {
    const ab = f32x4.add(f32x4.mul(first, v128.load(a + at)), f32x4.mul(second, v128.load(b + at)));
    const cd = f32x4.add(f32x4.mul(third, v128.load(c + at)), f32x4.mul(fourth, v128.load(d + at)));
    v128.store(target + at, f32x4.add(v128.load(target + at), f32x4.add(ab, cd)));
  }
}

/** The sums of the four numbers of each: (0 + 1) + (2 + 3). */
export function lineSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 2, 4, 6), v128.shuffle<f32>(a, b, 1, 3, 5, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 2, 4, 6), v128.shuffle<f32>(c, d, 1, 3, 5, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}
