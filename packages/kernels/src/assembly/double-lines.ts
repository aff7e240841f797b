// What is done with rows of doubles, two at a time.

export function get(array: usize, place: i32): f64 {
  return load<f64>(array + ((<usize>place) << 3));
}

export function put(array: usize, place: i32, value: f64): void {
  store<f64>(array + ((<usize>place) << 3), value);
}

export function dot(a: usize, b: usize, from: i32, to: i32): f64 {
  let pairs = f64x2.splat(0);
  let at = from;
  for (; at + 2 <= to; at += 2) {
    const offset = (<usize>at) << 3;
    pairs = f64x2.add(pairs, f64x2.mul(v128.load(a + offset), v128.load(b + offset)));
  }
  let sum = f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
  if (at < to) sum += get(a, at) * get(b, at);
  return sum;
}

/** target += factor · source */
export function add(target: usize, source: usize, factor: f64, from: i32, to: i32): void {
  const factors = f64x2.splat(factor);
  let at = from;
  for (; at + 2 <= to; at += 2) {
    const offset = (<usize>at) << 3;
    v128.store(target + offset, f64x2.add(v128.load(target + offset), f64x2.mul(factors, v128.load(source + offset))));
  }
  if (at < to) put(target, at, get(target, at) + factor * get(source, at));
}

/** Turns two neighbouring rows. */
export function rotate(first: usize, line: usize, c: f64, s: f64): void {
  const cosines = f64x2.splat(c);
  const sines = f64x2.splat(s);
  const second = first + line;
  let at: usize = 0;
  for (; at + 16 <= line; at += 16) {
    const a = v128.load(first + at);
    const b = v128.load(second + at);
    v128.store(second + at, f64x2.add(f64x2.mul(sines, a), f64x2.mul(cosines, b)));
    v128.store(first + at, f64x2.sub(f64x2.mul(cosines, a), f64x2.mul(sines, b)));
  }
  if (at < line) {
    const a = load<f64>(first + at);
    const b = load<f64>(second + at);
    store<f64>(second + at, s * a + c * b);
    store<f64>(first + at, c * a - s * b);
  }
}
