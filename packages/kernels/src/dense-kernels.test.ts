import { afterAll, describe, expect, it } from 'vitest';
import type { Dense } from './dense.js';
import { gram } from './gram.js';
import { estimateInvertGram, invertGram, invertSymmetric } from './invert.js';
import { multiply } from './multiply.js';
import { csrOf, testCsr, testNumbers } from './numbers.fixture.js';
import { openKernels } from './runtime/open-kernels.js';
import { sparseTimesDense } from './sparse-times-dense.js';
import { symmetricEigen } from './symmetric-eigen.js';
import { topOfRows } from './top-of-rows.js';

const engines = {
  'one thread': openKernels({ threads: 1 }),
  'two threads': openKernels({ threads: 2 }),
  plain: openKernels({ engine: 'plain' }),
};
afterAll(() => Promise.all(Object.values(engines).map((kernels) => kernels.close())));

const dense = (rows: number, columns: number, seed = 1): Dense => {
  return { rows, columns, values: testNumbers(rows * columns, seed) };
};

const at = (matrix: Dense, row: number, column: number) => matrix.values[row * matrix.columns + column] as number;

/** The largest difference of a matrix from what its cells should be. */
function farthest(matrix: Dense, cell: (row: number, column: number) => number): number {
  let worst = 0;
  for (let row = 0; row < matrix.rows; row++) {
    for (let column = 0; column < matrix.columns; column++) {
      const difference = Math.abs(at(matrix, row, column) - cell(row, column));
      worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
    }
  }
  return worst;
}

const sum = (length: number, term: (place: number) => number) => {
  return Array.from({ length }, (_, place) => term(place)).reduce((total, value) => total + value, 0);
};

describe.each(Object.entries(engines))('%s', (_, kernels) => {
  it.each([
    [1, 1, 1],
    [5, 9, 11],
    [70, 300, 33],
  ])('multiplies %i × %i by × %i, either side turned', async (rows, inner, columns) => {
    const left = dense(rows, inner);
    const right = dense(inner, columns, 2);
    const cell = (row: number, column: number) => sum(inner, (k) => at(left, row, k) * at(right, k, column));
    expect(farthest(await multiply(kernels, left, right), cell)).toBeLessThan(1e-4);
    const turned = (matrix: Dense) => {
      const values = matrix.values.map((_value, place) =>
        at(matrix, place % matrix.rows, Math.floor(place / matrix.rows)),
      );
      return { rows: matrix.columns, columns: matrix.rows, values };
    };
    const both = { transposeLeft: true, transposeRight: true };
    expect(farthest(await multiply(kernels, turned(left), turned(right), both), cell)).toBeLessThan(1e-4);
  });

  it('multiplies matrices without rows, columns or depth', async () => {
    expect((await multiply(kernels, dense(0, 3), dense(3, 2))).values).toHaveLength(0);
    expect((await multiply(kernels, dense(2, 3), dense(3, 0))).values).toHaveLength(0);
    expect([...(await multiply(kernels, dense(2, 0), dense(0, 2))).values]).toEqual([0, 0, 0, 0]);
  });

  it('makes Gram matrices', async () => {
    for (const [rows, columns] of [
      [0, 3],
      [1, 1],
      [700, 13],
    ] as const) {
      const x = dense(rows, columns);
      const g = await gram(kernels, x);
      expect(farthest(g, (i, j) => sum(rows, (u) => at(x, u, i) * at(x, u, j)))).toBeLessThan(1e-3);
      expect(farthest(g, (i, j) => at(g, j, i))).toBe(0);
    }
  });

  it.each([1, 8, 130, 301])('inverts %i rows', async (size) => {
    const g = await gram(kernels, dense(2 * size + 10, size));
    for (let row = 0; row < size; row++) g.values[row * (size + 1)] = at(g, row, row) + 1;
    const inverse = await invertSymmetric(kernels, g);
    const identity = await multiply(kernels, g, inverse);
    expect(farthest(identity, (row, column) => (row === column ? 1 : 0))).toBeLessThan(2e-4);
    expect(farthest(inverse, (row, column) => at(inverse, column, row))).toBe(0);
  });

  it('says when there is no such inverse', async () => {
    const singular = { rows: 2, columns: 2, values: Float32Array.of(1, 1, 1, 1) };
    await expect(invertSymmetric(kernels, singular)).rejects.toThrow('positive definite');
    await expect(invertSymmetric(kernels, dense(2, 3))).rejects.toThrow('do not fit');
  });

  it('inverts the Gram matrix of a sparse matrix', async () => {
    const matrix = testCsr(200, 60, 12);
    for (const x of [matrix, { ...matrix, values: undefined }]) {
      const inverse = await invertGram(kernels, x, (diagonal) => 2 + diagonal / 2);
      const eye = {
        rows: 60,
        columns: 60,
        values: Float32Array.from({ length: 3600 }, (_, k) => (k % 61 === 0 ? 1 : 0)),
      };
      const full = await sparseTimesDense(kernels, x, eye);
      const g = await gram(kernels, full);
      inverse.gramDiagonal.forEach((diagonal, column) => {
        expect(diagonal).toBeCloseTo(at(g, column, column), 3);
        g.values[column * 61] = at(g, column, column) + 2 + diagonal / 2;
      });
      const identity = await multiply(kernels, g, inverse);
      expect(farthest(identity, (row, column) => (row === column ? 1 : 0))).toBeLessThan(1e-4);
    }
  });

  it('finds eigenvalues and their vectors', async () => {
    const g = await gram(kernels, dense(40, 20));
    const { values, vectors } = await symmetricEigen(kernels, g);
    const v = { rows: 20, columns: 20, values: vectors };
    const back = (i: number, j: number) => sum(20, (k) => (values[k] as number) * at(v, k, i) * at(v, k, j));
    expect(farthest(g, back)).toBeLessThan(1e-4);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
    expect((await symmetricEigen(kernels, dense(0, 0))).values).toHaveLength(0);
  });

  it('lists the top of dense rows', async () => {
    const values = Float32Array.of(3, -4, 0, 3, 5, 1, -9, 2, 2);
    const matrix = { rows: 3, columns: 3, values };
    const plain = await topOfRows(kernels, matrix, { length: 2 });
    expect([...plain.indptr]).toEqual([0, 1, 3, 5]);
    expect([...plain.indices]).toEqual([0, 1, 0, 1, 2]);
    const signed = await topOfRows(kernels, matrix, {
      length: 2,
      byMagnitude: true,
      excludeSelf: true,
      columnWeights: Float32Array.of(1, -1, 1),
    });
    expect([...signed.indices]).toEqual([1, 0, 2, 0, 1]);
    expect([...signed.values]).toEqual([4, 3, 1, -9, -2]);
  });
});

describe('dense kernels', () => {
  it('give the same bytes whatever the number of threads', async () => {
    const matrix = testCsr(900, 400, 20);
    const [one, two] = await Promise.all(
      [engines['one thread'], engines['two threads']].map(async (kernels) => [
        await invertGram(kernels, matrix, () => 3),
        await gram(kernels, dense(9_000, 24)),
      ]),
    );
    expect(two).toEqual(one);
  });

  it('name what is out of range', async () => {
    const kernels = engines['one thread'];
    const x = csrOf([[0, 1]], 2);
    await expect(invertGram(kernels, x, Float32Array.of(1))).rejects.toThrow('addition has 1 numbers');
    await expect(invertGram(kernels, x, () => Number.NaN)).rejects.toThrow('addition[0]');
    await expect(multiply(kernels, dense(1, 2), dense(3, 1))).rejects.toThrow('do not fit');
    await expect(gram(kernels, { rows: 1, columns: 1, values: Float32Array.of(Number.NaN) })).rejects.toThrow(
      'x.values[0]',
    );
    expect(estimateInvertGram({ rows: 9, columns: 1_000, entries: 50 }, 2)).toBeGreaterThan(8_000_000);
  });
});
