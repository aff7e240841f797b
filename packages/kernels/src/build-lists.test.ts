import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type BuildListsOptions, buildLists, estimateBuildLists } from './build-lists.js';
import type { Csr } from './csr.js';
import type { Dense } from './dense.js';
import { csrOf, smallCsr, testCsr, testNumbers, weightsOf } from './numbers.fixture.js';
import { openKernels } from './runtime/open-kernels.js';

const engines = {
  'one thread': openKernels({ threads: 1 }),
  'two threads': openKernels({ threads: 2 }),
  plain: openKernels({ engine: 'plain' }),
};
afterAll(() => Promise.all(Object.values(engines).map((kernels) => kernels.close())));

/** Straight from the formula, in doubles. */
function bruteForce(matrix: Csr, options: BuildListsOptions): { column: number; score: number }[][] {
  const { rows, columns, indptr, indices } = matrix;
  const dense = (values: Float32Array | undefined) =>
    Array.from({ length: rows }, (_, row) => {
      const line = new Array<number>(columns).fill(0);
      for (let at = indptr[row] as number; at < (indptr[row + 1] as number); at++) {
        const column = indices[at] as number;
        line[column] = (line[column] as number) + (values?.[at] ?? 1);
      }
      return line;
    });
  const x = dense(options.seedValues ?? matrix.values);
  const y = dense(options.listedValues ?? matrix.values);
  return Array.from({ length: columns }, (_, i) =>
    Array.from({ length: columns }, (_, j) => {
      const sum = x.reduce((total, line, u) => {
        return total + (options.rowWeights?.[u] ?? 1) * (line[i] as number) * ((y[u] as number[])[j] as number);
      }, 0);
      return { column: j, score: (options.seedWeights?.[i] ?? 1) * (options.listedWeights?.[j] ?? 1) * sum };
    })
      .filter(({ column, score }) => score > 0 && !(column === i && (options.excludeSelf ?? true)))
      .sort((a, b) => b.score - a.score || a.column - b.column)
      .slice(0, options.length),
  );
}

const weighted = smallCsr.chain((matrix) =>
  fc.record({
    matrix: fc.constant(matrix),
    length: fc.integer({ min: 1, max: 13 }),
    excludeSelf: fc.boolean(),
    rowWeights: weightsOf(matrix.rows),
    seedWeights: weightsOf(matrix.columns),
    listedWeights: weightsOf(matrix.columns),
    seedValues: fc.option(weightsOf(matrix.indices.length), { nil: undefined }),
    listedValues: fc.option(weightsOf(matrix.indices.length), { nil: undefined }),
  }),
);

describe.each(Object.entries(engines))('buildLists, %s', (_, kernels) => {
  it('gives the top of the formula, ties by index', async () => {
    await fc.assert(
      fc.asyncProperty(weighted, async ({ matrix, ...options }) => {
        const lists = await buildLists(kernels, matrix, options);
        // Quarters with few digits: sums are exact in f32 as well.
        const expected = bruteForce(matrix, options);
        expect([...lists.indices]).toEqual(expected.flat().map(({ column }) => column));
        expect([...lists.values]).toEqual(expected.flat().map(({ score }) => Math.fround(score)));
        expect([...lists.indptr.slice(1)].map((end, i) => end - (lists.indptr[i] as number))).toEqual(
          expected.map((list) => list.length),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('takes nothing, one row, one column', async () => {
    for (const matrix of [csrOf([], 0), csrOf([], 3), csrOf([[0]], 1), csrOf([[], []], 2)]) {
      const lists = await buildLists(kernels, matrix, { length: 5 });
      expect([lists.rows, lists.indices.length]).toEqual([matrix.columns, 0]);
    }
    const lists = await buildLists(kernels, csrOf([[2, 0]], 3), { length: 5 });
    expect([...lists.indices]).toEqual([2, 0]);
  });

  it('adds what is of low rank to the pairs that share a row, and to no others', async () => {
    const columns = 30;
    const matrix = testCsr(25, columns, 3);
    const [left, right] = [1, 2].map((seed) => ({ rows: columns, columns: 7, values: testNumbers(7 * columns, seed) }));
    const lowRank = { left: left as Dense, right: right as Dense };
    const lists = await buildLists(kernels, matrix, { length: columns, lowRank });
    const without = bruteForce(matrix, { length: columns });
    for (let i = 0; i < columns; i++) {
      const product = (j: number) =>
        Array.from(
          { length: 7 },
          (_, k) => (lowRank.left.values[7 * i + k] as number) * (lowRank.right.values[7 * j + k] as number),
        );
      const expected = (without[i] ?? [])
        .map(({ column, score }) => ({ column, score: product(column).reduce((sum, each) => sum + each, score) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
      const [start, end] = [lists.indptr[i] as number, lists.indptr[i + 1] as number];
      expect([...lists.indices.subarray(start, end)]).toEqual(expected.map(({ column }) => column));
      expected.forEach(({ score }, at) => {
        expect(lists.values[start + at]).toBeCloseTo(score, 4);
      });
    }
  });

  it('divides by the sum of a list where asked', async () => {
    const lists = await buildLists(kernels, testCsr(50, 20, 6), { length: 4, normalise: true });
    for (let column = 0; column < 20; column++) {
      const values = lists.values.subarray(lists.indptr[column], lists.indptr[column + 1]);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    }
  });
});

describe('buildLists', () => {
  it('gives the same bytes whatever runs it', async () => {
    const matrix = testCsr(3_000, 700, 30);
    const options = { length: 100, rowWeights: testCsr(3_000, 2, 1).values };
    const [one, two, plain] = await Promise.all(
      Object.values(engines).map((each) => buildLists(each, matrix, options)),
    );
    expect(two).toEqual(one);
    expect(plain).toEqual(one);
    expect(one?.indices.length).toBeGreaterThan(60_000);
  });

  it('keeps the smallest indices of a tie that is longer than a list', async () => {
    const row = Array.from({ length: 3_000 }, (_, column) => column);
    const lists = await buildLists(engines['one thread'], csrOf([row], 3_000), { length: 60 });
    expect([...lists.indices.subarray(0, 60)]).toEqual(row.slice(1, 61));
    expect([...lists.indices.subarray(-60)]).toEqual(row.slice(0, 60));
  });

  it.each([
    ['length', { length: 0 }],
    ['rowWeights', { length: 1, rowWeights: new Float32Array([1]) }],
    ['rowWeights[1]', { length: 1, rowWeights: new Float32Array([1, Number.NaN]) }],
    ['listedWeights[0]', { length: 1, listedWeights: new Float32Array([-1, 1, 1]) }],
  ])('names %s when it is out of range', async (name, options) => {
    const start = () => buildLists(engines['one thread'], csrOf([[0, 1], [2]], 3), options);
    await expect(start()).rejects.toThrow(RangeError);
    await expect(start()).rejects.toThrow(name);
  });

  it('refuses a matrix that contradicts itself', async () => {
    const matrix = { rows: 1, columns: 2, indptr: new Uint32Array([0, 1]), indices: new Uint32Array([2]) };
    await expect(buildLists(engines.plain, matrix, { length: 1 })).rejects.toThrow('matrix.indices[0]');
  });

  it('refuses what is of low rank, but not for these columns', async () => {
    const three = { rows: 3, columns: 2, values: new Float32Array(6) };
    const four = { rows: 4, columns: 2, values: new Float32Array(8) };
    for (const lowRank of [
      { left: three, right: four },
      { left: four, right: three },
      { left: three, right: { ...three, values: four.values } },
    ]) {
      const start = buildLists(engines.plain, csrOf([[0, 1], [2]], 3), { length: 1, lowRank });
      await expect(start).rejects.toThrow('lowRank');
    }
  });

  it('estimates more for a shape than for the matrix of that shape', () => {
    const matrix = testCsr(100, 50, 5);
    const exact = estimateBuildLists(matrix, { length: 20 }, 2);
    const shape = { rows: 100, columns: 50, entries: matrix.indices.length };
    expect(exact).toBeGreaterThan(50 * 8);
    expect(estimateBuildLists(shape, { length: 20 }, 2)).toBeGreaterThanOrEqual(exact);
  });
});
