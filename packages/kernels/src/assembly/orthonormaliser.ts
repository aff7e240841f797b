/**
 * From the Gram matrix of some columns the upper triangular matrix that makes them orthonormal, R⁻¹ of its Cholesky factor
 * (Stathopoulos & Wu 2002, on CholeskyQR). A column that the ones before it nearly hold becomes 0. One part only; `work` holds
 * 2 · size² doubles.
 */
export function orthonormaliser(gram: usize, size: u32, work: usize, out: usize, _from: u32, _to: u32): void {
  const line = (<usize>size) << 3;
  const inverse = work + <usize>size * line;
  memory.fill(work, 0, 2 * <usize>size * line);
  // Row by row of the lower factor L, and of the columns of its inverse, which are kept as rows: out = (L⁻¹)ᵀ.
  for (let row: u32 = 0; row < size; row++) {
    const own = work + <usize>row * line;
    let left: f64 = f64(load<f32>(gram + ((<usize>row * <usize>size + <usize>row) << 2)));
    const least = left * 1e-6;
    for (let column: u32 = 0; column < row; column++) {
      const other = work + <usize>column * line;
      const diagonal = load<f64>(other + ((<usize>column) << 3));
      let value: f64 = 0;
      if (diagonal > 0) {
        value = f64(load<f32>(gram + ((<usize>row * <usize>size + <usize>column) << 2)));
        value = (value - dotTo(own, other, column)) / diagonal;
      }
      store<f64>(own + ((<usize>column) << 3), value);
      left -= value * value;
    }
    if (!(left > least) || !(left > 0)) {
      // Nothing of it is left: no other row may lean on it.
      memory.fill(own, 0, line);
      continue;
    }
    const diagonal = Math.sqrt(left);
    store<f64>(own + ((<usize>row) << 3), diagonal);
    const target = inverse + <usize>row * line;
    store<f64>(target + ((<usize>row) << 3), 1 / diagonal);
    for (let column: u32 = 0; column < row; column++) {
      const factor = load<f64>(own + ((<usize>column) << 3));
      if (factor !== 0) subtractTo(target, inverse + <usize>column * line, factor / diagonal, column + 1);
    }
  }
  for (let row: usize = 0; row < <usize>size; row++) {
    for (let column: usize = 0; column < <usize>size; column++) {
      const value = f32(load<f64>(inverse + row * line + (column << 3)));
      store<f32>(out + ((column * <usize>size + row) << 2), value);
    }
  }
}

function dotTo(a: usize, b: usize, end: u32): f64 {
  let pairs = f64x2.splat(0);
  let at: usize = 0;
  const line = (<usize>end) << 3;
  for (; at + 16 <= line; at += 16) {
    pairs = f64x2.add(pairs, f64x2.mul(v128.load(a + at), v128.load(b + at)));
  }
  const sum = f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
  return at < line ? sum + load<f64>(a + at) * load<f64>(b + at) : sum;
}

function subtractTo(target: usize, source: usize, factor: f64, end: u32): void {
  for (let at: usize = 0; at < (<usize>end) << 3; at += 8) {
    store<f64>(target + at, load<f64>(target + at) - factor * load<f64>(source + at));
  }
}
