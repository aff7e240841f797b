import { add, dot, get, put, rotate } from './double-lines';

// All eigenvalues and vectors of a symmetric matrix in doubles: Householder reduction to three diagonals, then QL with implicit
// shifts (tred2 and tql2 of EISPACK: Martin, Reinsch & Wilkinson 1968; Bowdler et al. 1968). The matrix of vectors is kept
// transposed, so that all inner loops run along memory.

/** Largest eigenvalue first into `values`; its vector, of length 1, as the same row of `vectors`. One part only. */
export function symmetricEigen(
  matrix: usize,
  size: u32,
  basis: usize,
  diagonal: usize,
  beside: usize,
  values: usize,
  vectors: usize,
  _from: u32,
  _to: u32,
): void {
  if (size === 0) return;
  for (let at: usize = 0; at < <usize>size * <usize>size; at++) {
    store<f64>(basis + (at << 3), f64(load<f32>(matrix + (at << 2))));
  }
  reduce(i32(size), basis, diagonal, beside);
  iterate(i32(size), basis, diagonal, beside);
  const line = (<usize>size) << 3;
  for (let place: u32 = 0; place < size; place++) {
    let best: u32 = 0;
    for (let other: u32 = 1; other < size; other++) {
      if (get(diagonal, other) > get(diagonal, best)) best = other;
    }
    store<f64>(values + ((<usize>place) << 3), get(diagonal, best));
    store<f64>(diagonal + ((<usize>best) << 3), -Infinity);
    const source = basis + <usize>best * line;
    const target = vectors + ((<usize>place * <usize>size) << 2);
    for (let at: usize = 0; at < <usize>size; at++) store<f32>(target + (at << 2), f32(load<f64>(source + (at << 3))));
  }
}

function reduce(n: i32, basis: usize, d: usize, e: usize): void {
  const line = (<usize>n) << 3;
  for (let j = 0; j < n; j++) put(d, j, get(basis + <usize>j * line, n - 1));
  for (let i = n - 1; i > 0; i--) {
    const column = basis + <usize>i * line;
    let scale: f64 = 0;
    let h: f64 = 0;
    for (let k = 0; k < i; k++) scale += abs(get(d, k));
    if (scale === 0) {
      put(e, i, get(d, i - 1));
      for (let j = 0; j < i; j++) {
        put(d, j, get(basis + <usize>j * line, i - 1));
        put(basis + <usize>j * line, i, 0);
        put(column, j, 0);
      }
    } else {
      for (let k = 0; k < i; k++) {
        const scaled = get(d, k) / scale;
        put(d, k, scaled);
        h += scaled * scaled;
      }
      let f = get(d, i - 1);
      let g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
      put(e, i, scale * g);
      h -= f * g;
      put(d, i - 1, f - g);
      for (let j = 0; j < i; j++) put(e, j, 0);
      for (let j = 0; j < i; j++) {
        const own = basis + <usize>j * line;
        f = get(d, j);
        put(column, j, f);
        g = get(e, j) + get(own, j) * f + dot(own, d, j + 1, i);
        add(e, own, f, j + 1, i);
        put(e, j, g);
      }
      f = 0;
      for (let j = 0; j < i; j++) {
        put(e, j, get(e, j) / h);
        f += get(e, j) * get(d, j);
      }
      add(e, d, -f / (h + h), 0, i);
      for (let j = 0; j < i; j++) {
        const own = basis + <usize>j * line;
        add(own, e, -get(d, j), j, i);
        add(own, d, -get(e, j), j, i);
        put(d, j, get(own, i - 1));
        put(own, i, 0);
      }
    }
    put(d, i, h);
  }
  for (let i = 0; i < n - 1; i++) {
    const own = basis + <usize>i * line;
    const next = own + line;
    put(own, n - 1, get(own, i));
    put(own, i, 1);
    const h = get(d, i + 1);
    if (h !== 0) {
      for (let k = 0; k <= i; k++) put(d, k, get(next, k) / h);
      for (let j = 0; j <= i; j++) {
        const other = basis + <usize>j * line;
        add(other, d, -dot(next, other, 0, i + 1), 0, i + 1);
      }
    }
    for (let k = 0; k <= i; k++) put(next, k, 0);
  }
  for (let j = 0; j < n; j++) {
    const own = basis + <usize>j * line;
    put(d, j, get(own, n - 1));
    put(own, n - 1, 0);
  }
  put(basis + <usize>(n - 1) * line, n - 1, 1);
  put(e, 0, 0);
}

function iterate(n: i32, basis: usize, d: usize, e: usize): void {
  const line = (<usize>n) << 3;
  for (let i = 1; i < n; i++) put(e, i - 1, get(e, i));
  put(e, n - 1, 0);
  let shift: f64 = 0;
  let size: f64 = 0;
  for (let l = 0; l < n; l++) {
    size = max(size, abs(get(d, l)) + abs(get(e, l)));
    let m = l;
    while (m < n - 1 && abs(get(e, m)) > 2.220446049250313e-16 * size) m++;
    // 60 rounds are far more than any number needs; NaN ends here.
    for (let round = 0; m > l && round < 60; round++) {
      let g = get(d, l);
      let p = (get(d, l + 1) - g) / (2 * get(e, l));
      let r = Math.sqrt(p * p + 1);
      if (p < 0) r = -r;
      put(d, l, get(e, l) / (p + r));
      put(d, l + 1, get(e, l) * (p + r));
      const second = get(d, l + 1);
      const h = g - get(d, l);
      for (let i = l + 2; i < n; i++) put(d, i, get(d, i) - h);
      shift += h;
      p = get(d, m);
      let c: f64 = 1;
      let c2: f64 = 1;
      let c3: f64 = 1;
      const el1 = get(e, l + 1);
      let s: f64 = 0;
      let s2: f64 = 0;
      for (let i = m - 1; i >= l; i--) {
        c3 = c2;
        c2 = c;
        s2 = s;
        g = c * get(e, i);
        const before = c * p;
        r = Math.sqrt(p * p + get(e, i) * get(e, i));
        put(e, i + 1, s * r);
        s = get(e, i) / r;
        c = p / r;
        p = c * get(d, i) - s * g;
        put(d, i + 1, before + s * (c * g + s * get(d, i)));
        rotate(basis + <usize>i * line, line, c, s);
      }
      p = (-s * s2 * c3 * el1 * get(e, l)) / second;
      put(e, l, s * p);
      put(d, l, c * p);
      if (!(abs(get(e, l)) > 2.220446049250313e-16 * size)) break;
    }
    put(d, l, get(d, l) + shift);
    put(e, l, 0);
  }
}
