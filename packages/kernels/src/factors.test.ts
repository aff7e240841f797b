import { afterAll, describe, expect, it } from 'vitest';
import type { Csr } from './csr.js';
import type { Dense } from './dense.js';
import { estimateFactorise, type FactoriseOptions, type Factors, factorise } from './factorise.js';
import { csrOf, testCsr } from './numbers.fixture.js';
import { openKernels } from './runtime/open-kernels.js';
import { denseOf } from './short-rows.js';
import { solveRows } from './solve-rows.js';
import { transposeCsr } from './transpose-csr.js';
import { estimateTruncatedSvd, truncatedSvd } from './truncated-svd.js';

const engines = {
  'one thread': openKernels({ threads: 1 }),
  'two threads': openKernels({ threads: 2 }),
  plain: openKernels({ engine: 'plain' }),
};
afterAll(() => Promise.all(Object.values(engines).map((kernels) => kernels.close())));

/** A matrix with the given singular values, by cosines, which are orthogonal. */
function withSpectrum(rows: number, columns: number, spectrum: readonly number[]): Csr & { values: Float32Array } {
  const wave = (length: number, order: number, place: number) => {
    return Math.sqrt(2 / length) * Math.cos((Math.PI * order * (2 * place + 1)) / (2 * length));
  };
  const full = csrOf(
    Array.from({ length: rows }, () => Array.from({ length: columns }, (_, column) => column)),
    columns,
  );
  const values = Float32Array.from(full.indices, (column, at) => {
    const row = Math.floor(at / columns);
    return spectrum.reduce((sum, value, k) => sum + value * wave(rows, k + 1, row) * wave(columns, k + 1, column), 0);
  });
  return { ...full, values };
}

interface DenseFactors {
  readonly rows: Dense;
  readonly columns: Dense;
}

async function asDense({ rows, columns }: Factors): Promise<DenseFactors> {
  return { rows: await denseOf(rows), columns: await denseOf(columns) };
}

/** What `factorise` makes small, straight from its definition. */
function loss(matrix: Csr, { rows: x, columns: y }: DenseFactors, options: FactoriseOptions): number {
  const [rank, rows, columns] = [x.columns, x.values, y.values];
  const { implicitWeight = 1, regularisation = 0.01 } = options;
  const product = (u: number, i: number) => {
    let sum = 0;
    for (let k = 0; k < rank; k++) sum += (rows[u * rank + k] as number) * (columns[i * rank + k] as number);
    return sum;
  };
  let total = 0;
  for (let u = 0; u < matrix.rows; u++) {
    for (let i = 0; i < matrix.columns; i++) total += implicitWeight * product(u, i) ** 2;
    for (let at = matrix.indptr[u] as number; at < (matrix.indptr[u + 1] as number); at++) {
      const weight = options.weights?.[at] ?? matrix.values?.[at] ?? 1;
      const s = product(u, matrix.indices[at] as number);
      total += weight * s * s - 2 * (options.targets?.[at] ?? weight) * s;
    }
  }
  for (const side of [rows, columns]) for (const value of side) total += regularisation * value * value;
  return total;
}

describe.each(Object.entries(engines))('%s', (_, kernels) => {
  it('finds a known spectrum', async () => {
    const spectrum = [9, 7, 4, 2, 1, 0.5, 0.25];
    const matrix = withSpectrum(50, 30, spectrum);
    const { values, left, right, rank } = await truncatedSvd(kernels, matrix, { rank: 6 });
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(spectrum[k] as number, 4);
    });
    for (let row = 0; row < 50; row++) {
      for (let column = 0; column < 30; column++) {
        let sum = 0;
        for (let k = 0; k < rank; k++) {
          sum += (left[row * rank + k] as number) * (values[k] as number) * (right[column * rank + k] as number);
        }
        expect(Math.abs(sum - (matrix.values[row * 30 + column] as number))).toBeLessThan(0.02);
      }
    }
  });

  it('finds no more values than there are', async () => {
    const { values, left } = await truncatedSvd(kernels, withSpectrum(20, 12, [3, 1]), { rank: 5 });
    expect([...values].map((value) => Math.round(value * 1e3) / 1e3)).toEqual([3, 1, 0, 0, 0]);
    expect(left.every((value) => Number.isFinite(value))).toBe(true);
    const empty = await truncatedSvd(kernels, csrOf([[], []], 3), { rank: 2 });
    expect([...empty.values, ...empty.left]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('lowers the loss to where conjugate gradients to the end would take it', async () => {
    const matrix = testCsr(60, 40, 8);
    const options = { rank: 6, implicitWeight: 0.1, regularisation: 0.05, iterations: 12 };
    const lossOf = async (asked: FactoriseOptions) => {
      return loss(matrix, await asDense(await factorise(kernels, matrix, asked)), options);
    };
    const few = await lossOf(options);
    const many = await lossOf({ ...options, steps: 50 });
    const first = await lossOf({ ...options, iterations: 1 });
    expect(few).toBeLessThan(first);
    expect(Math.abs(few - many) / Math.abs(many)).toBeLessThan(0.01);
  });

  it('starts where ten iterations get nearly as far as fifty', async () => {
    const { values: _, ...matrix } = testCsr(120, 80, 12);
    const options = { rank: 24, implicitWeight: 0.01, regularisation: 0.002 };
    const [ten, fifty] = await Promise.all(
      [10, 50].map(async (iterations) => {
        const factors = await asDense(await factorise(kernels, matrix, { ...options, iterations }));
        return matrix.indices.length + loss(matrix, factors, options);
      }),
    );
    // From vectors of a tenth of the length, ten leave more than twice as much.
    expect(ten).toBeLessThan(1.1 * (fifty as number));
  });

  it('solves new rows to the least loss, whatever they begin with', async () => {
    const matrix = testCsr(40, 30, 6);
    const options = {
      rank: 5,
      regularisation: 0.1,
      weights: matrix.values,
      targets: matrix.values.map((value) => 1 + value),
    };
    const factors = await factorise(kernels, matrix, options);
    const { columns: y } = await asDense(factors);
    const solved = await solveRows(kernels, matrix, y, { ...options, steps: 40 });
    const least = loss(matrix, { rows: solved, columns: y }, options);
    for (const change of [0.01, -0.01]) {
      const moved = solved.values.map((value, at) => (at % 7 === 0 ? value + change : value));
      expect(loss(matrix, { rows: { ...solved, values: moved }, columns: y }, options)).toBeGreaterThan(least);
    }
  });

  it('takes rows and columns without entries, and more factors than columns', async () => {
    const { rows, columns } = await asDense(await factorise(kernels, csrOf([[0, 1], [], [1, 1, 1]], 3), { rank: 7 }));
    expect([...rows.values.subarray(7, 14), ...columns.values.subarray(14)]).toEqual(new Array(14).fill(0));
    expect([...rows.values, ...columns.values].every((value) => Number.isFinite(value))).toBe(true);
    expect((await factorise(kernels, csrOf([], 0), { rank: 2 })).rows.values).toHaveLength(0);
  });
});

describe('factors', () => {
  it('are the same bytes whatever the number of threads', async () => {
    const matrix = testCsr(3_000, 900, 25);
    const [one, two] = await Promise.all(
      [engines['one thread'], engines['two threads']].map(async (kernels) => [
        await factorise(kernels, matrix, { rank: 13, iterations: 3 }),
        await truncatedSvd(kernels, matrix, { rank: 9, iterations: 3 }),
      ]),
    );
    expect(two).toEqual(one);
    const other = await factorise(engines['two threads'], matrix, { rank: 13, iterations: 3, seed: 2 });
    expect(other.rows).not.toEqual((one as [Factors])[0].rows);
  });

  it('are as good where numbers of columns or rows take more than 16 bits', async () => {
    const small = testCsr(60, 40, 8);
    const wide = { ...small, columns: 70_000, indices: small.indices.map((column) => column * 1_750) };
    const options = { rank: 6, implicitWeight: 0.1, regularisation: 0.05, iterations: 30 };
    const [wanted, ...found] = await Promise.all(
      [small, wide, transposeCsr(wide)].map(async (matrix) => {
        return loss(matrix, await asDense(await factorise(engines['two threads'], matrix, options)), options);
      }),
    );
    for (const each of found) expect(each / (wanted as number)).toBeCloseTo(1, 1);
  });

  it('name what is out of range', async () => {
    const kernels = engines['one thread'];
    const matrix = csrOf([[0, 1]], 2);
    await expect(factorise(kernels, matrix, { rank: 0 })).rejects.toThrow('rank');
    await expect(factorise(kernels, matrix, { rank: 2, regularisation: 0 })).rejects.toThrow('regularisation[0] is 0');
    await expect(factorise(kernels, matrix, { rank: 2, implicitWeight: 0 })).rejects.toThrow('implicitWeight');
    await expect(factorise(kernels, matrix, { rank: 2, weights: Float32Array.of(1, -1) })).rejects.toThrow(
      'weights[1]',
    );
    await expect(truncatedSvd(kernels, matrix, { rank: 2 })).rejects.toThrow('rank is 2');
  });

  it('are estimated', () => {
    const shape = { rows: 30_000, columns: 40_000, entries: 800_000 };
    expect(estimateFactorise(shape, { rank: 64 }, 2) / 2 ** 20).toBeLessThan(35);
    expect(estimateTruncatedSvd(shape, { rank: 64 }, 2) / 2 ** 20).toBeLessThan(150);
  });
});
