import { innerFour } from './four-lines';

// One or two vectors at a time. Lines are whole SIMD words.

/** out = a · b, number by number */
export function scale(a: usize, b: usize, out: usize, line: usize): void {
  for (let at: usize = 0; at < line; at += 16) {
    v128.store(out + at, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  }
}

/** out = a / b, number by number */
export function divide(a: usize, b: usize, out: usize, line: usize): void {
  for (let at: usize = 0; at < line; at += 16) {
    v128.store(out + at, f32x4.div(v128.load(a + at), v128.load(b + at)));
  }
}

export function inner(a: usize, b: usize, line: usize): f32 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  let at: usize = 0;
  for (; at + 32 <= line; at += 32) {
    even = f32x4.add(even, f32x4.mul(v128.load(a + at), v128.load(b + at)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
  }
  if (at < line) even = f32x4.add(even, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  return sumOf(f32x4.add(even, odd));
}

export function sumOf(four: v128): f32 {
  const low = f32x4.extract_lane(four, 0) + f32x4.extract_lane(four, 1);
  return low + (f32x4.extract_lane(four, 2) + f32x4.extract_lane(four, 3));
}

/** out = rotation · x */
export function turn(rotation: usize, x: usize, out: usize, line: usize): void {
  for (let at: usize = 0; at < line; at += 16) {
    const first = rotation + (at >> 2) * line;
    const second = first + line;
    v128.store(out + at, innerFour(first, second, second + line, second + 2 * line, x, line));
  }
}
