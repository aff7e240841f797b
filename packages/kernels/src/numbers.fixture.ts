import fc from 'fast-check';
import type { Csr } from './csr.js';

/** Seeded numbers between −1 and 1, the same every time. */
export function testNumbers(length: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** A sparse matrix from its rows, which may hold a column twice. */
export function csrOf(rows: readonly (readonly number[])[], columns: number): Csr {
  const indptr = new Uint32Array(rows.length + 1);
  rows.forEach((row, at) => {
    indptr[at + 1] = (indptr[at] as number) + row.length;
  });
  return { rows: rows.length, columns, indptr, indices: Uint32Array.from(rows.flat()) };
}

/** A seeded sparse matrix with about `perRow` entries a row, low columns more often, and values. */
export function testCsr(rows: number, columns: number, perRow: number, seed = 1): Csr & { values: Float32Array } {
  const numbers = testNumbers(rows * perRow * 2, seed);
  const lines = Array.from({ length: rows }, (_, row) => {
    const drawn = Array.from({ length: perRow }, (_, at) => {
      const number = (numbers[row * perRow + at] as number) / 2 + 0.5;
      return Math.min(columns - 1, Math.floor(number * number * columns));
    });
    return [...new Set(drawn)].sort((a, b) => a - b);
  });
  const matrix = csrOf(lines, columns);
  const values = numbers.slice(0, matrix.indices.length).map((number) => Math.abs(number) + 0.1);
  return { ...matrix, values };
}

/** Any small sparse matrix, with empty rows, empty columns, columns that stand twice. */
export const smallCsr: fc.Arbitrary<Csr> = fc.integer({ min: 1, max: 12 }).chain((columns) => {
  const row = fc.array(fc.integer({ min: 0, max: columns - 1 }), { maxLength: 8 });
  return fc.array(row, { maxLength: 12 }).map((rows) => csrOf(rows, columns));
});

/** Weights from 0 to 4, 0 among them. */
export const weightsOf = (length: number): fc.Arbitrary<Float32Array> =>
  fc.array(fc.integer({ min: 0, max: 16 }), { minLength: length, maxLength: length }).map((weights) => {
    return Float32Array.from(weights, (weight) => weight / 4);
  });
