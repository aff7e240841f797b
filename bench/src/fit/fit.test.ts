import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dense, openKernels } from '@sintonia/kernels';
import { afterAll, describe, expect, it } from 'vitest';
import { alsLoss } from './als-loss.js';
import { fitOnce } from './fit-once.js';
import { fitOrders } from './fit-order.js';
import { powerLawMatrix } from './power-law-matrix.js';
import { matrixText, readMatrix } from './read-matrix.js';

const folder = mkdtempSync(join(tmpdir(), 'sintonia-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, 'train.txt');
const matrix = powerLawMatrix({ people: 20, items: 12, signals: 60 });

describe('a matrix', () => {
  it('is the same when it was written and read', () => {
    writeFileSync(file, matrixText(matrix));
    const read = readMatrix(file, 100);
    expect([...read.indptr]).toEqual([...matrix.indptr]);
    expect([...read.indices]).toEqual([...matrix.indices]);
    expect(readMatrix(file, 3).rows).toBe(3);
  });

  it('counts an item that a line has twice once', () => {
    const twice = join(folder, 'twice.txt');
    writeFileSync(twice, '7 3 1 3\n8 0 \n');
    expect([...readMatrix(twice, 9).indices]).toEqual([1, 3, 0]);
  });
});

it('sums the loss up over every cell', async () => {
  const rank = 2;
  const fill = (length: number) => Float32Array.from({ length }, (_, at) => ((at * 7) % 5) / 4 - 0.5);
  const [x, y] = [matrix.rows, matrix.columns].map((rows) => ({ rows, columns: rank, values: fill(rows * rank) }));
  const factors = [x as Dense, y as Dense] as const;
  let wanted = 0;
  for (let row = 0; row < matrix.rows; row++) {
    const own = new Set(matrix.indices.subarray(matrix.indptr[row], matrix.indptr[row + 1]));
    for (let column = 0; column < matrix.columns; column++) {
      let score = 0;
      for (let d = 0; d < rank; d++)
        score += (factors[0].values[row * rank + d] as number) * (factors[1].values[column * rank + d] as number);
      wanted += own.has(column) ? 5 * (1 - score) ** 2 : score ** 2;
    }
  }
  for (const value of [...factors[0].values, ...factors[1].values]) wanted += 0.3 * value ** 2;
  const kernels = openKernels({ engine: 'plain' });
  expect(await alsLoss(kernels, matrix, factors, { weight: 5, regularisation: 0.3 })).toBeCloseTo(wanted, 3);
});

it('fits every model of the suite', async () => {
  for (const order of fitOrders({ file, people: 20, threads: 1 }, matrix.columns)) {
    const cost = await fitOnce(order);
    expect(cost.seconds).toBeGreaterThan(0);
    expect(cost.peakBytes).toBeGreaterThan(1e6);
    // Better than no factors at all.
    if (order.model === 'als') expect(cost.loss).toBeLessThan(order.weight * matrix.indices.length);
  }
});
