import { afterAll, describe, expect, it } from 'vitest';
import type { Csr } from './csr.js';
import { estimateFilterLists, type FilterListsOptions, filterLists } from './filter-lists.js';
import { csrOf, testCsr, testNumbers } from './numbers.fixture.js';
import { openKernels } from './runtime/open-kernels.js';

const engines = {
  'one thread': openKernels({ threads: 1 }),
  'two threads': openKernels({ threads: 2 }),
  plain: openKernels({ engine: 'plain' }),
};
afterAll(() => Promise.all(Object.values(engines).map((kernels) => kernels.close())));

type Square = number[][];

const square = (size: number, cell: (i: number, j: number) => number): Square =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => cell(i, j)));

/** S straight from its definition, in doubles. */
function filterOf(x: Csr, options: FilterListsOptions): Square {
  const n = x.columns;
  const p = square(n, () => 0);
  for (let u = 0; u < x.rows; u++) {
    for (let a = x.indptr[u] as number; a < (x.indptr[u + 1] as number); a++) {
      for (let b = x.indptr[u] as number; b < (x.indptr[u + 1] as number); b++) {
        const [i, j] = [x.indices[a] as number, x.indices[b] as number];
        const weight =
          (options.columnWeights?.[i] ?? 1) * (options.columnWeights?.[j] ?? 1) * (options.rowWeights?.[u] ?? 1);
        const row = p[i] as number[];
        row[j] = (row[j] as number) + weight * (x.values?.[a] ?? 1) * (x.values?.[b] ?? 1);
      }
    }
  }
  const at = (matrix: Square, i: number, j: number) => matrix[i]?.[j] as number;
  let power = square(n, (i, j) => (i === j ? 1 : 0));
  let total = square(n, () => 0);
  for (const factor of options.coefficients) {
    const [sum, current] = [total, power];
    total = square(n, (i, j) => at(sum, i, j) + factor * at(current, i, j));
    power = square(n, (i, j) => p.reduce((value, _, k) => value + at(current, i, k) * at(p, k, j), 0));
  }
  const { left, right } = options.lowRank ?? {};
  return square(n, (i, j) => {
    let value = at(total, i, j);
    for (let k = 0; left && right && k < left.columns; k++) {
      value += (left.values[i * left.columns + k] as number) * (right.values[j * right.columns + k] as number);
    }
    return value * (options.listedWeights?.[j] ?? 1);
  });
}

const positive = (length: number, seed: number) => testNumbers(length, seed).map((value) => Math.abs(value) + 0.05);

describe.each(Object.entries(engines))('filterLists, %s', (_, kernels) => {
  const matrix = testCsr(50, 37, 5);
  const lowRank = {
    left: { rows: 37, columns: 3, values: testNumbers(111, 3) },
    right: { rows: 37, columns: 3, values: testNumbers(111, 4) },
  };
  it.each<[string, Csr, FilterListsOptions]>([
    ['a power', matrix, { length: 37, coefficients: [0, 1] }],
    [
      'a weighted polynomial and a part of low rank',
      { ...matrix, values: undefined },
      {
        length: 9,
        coefficients: [0.5, 1, -0.3, 0.1],
        rowWeights: positive(50, 5).map((value) => value / 5),
        columnWeights: positive(37, 6).map((value) => value / 2),
        listedWeights: positive(37, 7),
        lowRank,
        excludeSelf: false,
      },
    ],
    ['low rank alone', matrix, { length: 5, coefficients: [0], lowRank }],
  ])('gives the top of %s', async (_name, x, options) => {
    const lists = await filterLists(kernels, x, options);
    const expected = filterOf(x, options);
    expected.forEach((row, i) => {
      const sorted = row
        .map((value, j) => ({ value, j }))
        .filter(({ value, j }) => value > 1e-5 && !(j === i && (options.excludeSelf ?? true)))
        .sort((a, b) => b.value - a.value)
        .slice(0, options.length);
      const start = lists.indptr[i] as number;
      expect((lists.indptr[i + 1] as number) - start).toBeGreaterThanOrEqual(sorted.length);
      sorted.forEach(({ value }, place) => {
        const j = lists.indices[start + place] as number;
        expect(Math.abs((lists.values[start + place] as number) - value)).toBeLessThan(1e-3);
        expect(Math.abs((row[j] as number) - value)).toBeLessThan(1e-3);
      });
    });
  });

  it('takes nothing at all', async () => {
    expect((await filterLists(kernels, csrOf([], 0), { length: 3, coefficients: [1] })).indices).toHaveLength(0);
    expect((await filterLists(kernels, csrOf([[]], 2), { length: 3, coefficients: [0, 1] })).indices).toHaveLength(0);
  });
});

describe('filterLists', () => {
  it('gives the same bytes whatever the number of threads', async () => {
    const matrix = testCsr(900, 500, 12);
    const options = { length: 50, coefficients: [0, 1, -0.01] };
    const one = await filterLists(engines['one thread'], matrix, options);
    expect(await filterLists(engines['two threads'], matrix, options)).toEqual(one);
    expect(one.indices.length).toBeGreaterThan(20_000);
  });

  it('names what is out of range', async () => {
    const matrix = csrOf([[0, 1]], 2);
    const start = (options: Partial<FilterListsOptions>) =>
      filterLists(engines['one thread'], matrix, { length: 1, coefficients: [1], ...options });
    await expect(start({ coefficients: [] })).rejects.toThrow('coefficients.length');
    await expect(start({ columnWeights: Float32Array.of(1, -1) })).rejects.toThrow('columnWeights[1]');
    const [left, right] = [1, 2].map((columns) => ({ rows: 2, columns, values: new Float32Array(2 * columns) }));
    if (!left || !right) throw new Error('There are two.');
    await expect(start({ lowRank: { left, right } })).rejects.toThrow('do not fit');
    const shape = { rows: 10, columns: 1_000, entries: 100 };
    expect(estimateFilterLists(shape, { length: 100, rank: 50 }, 1)).toBeGreaterThan(1_600_000);
  });
});
