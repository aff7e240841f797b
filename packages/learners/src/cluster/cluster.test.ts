import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullTable } from '../made-up.fixture.js';
import { rowOf, type Table, tableOf } from '../matrix/table.js';
import { seededRandom } from '../work/seeded-random.js';
import { chooseClusters } from './choose-clusters.js';
import { ClusterModel } from './cluster-model.js';
import { learnClusters } from './learn-clusters.js';
import { silhouette } from './silhouette.js';

/** Rows around (0, 0), (10, 0) and (0, 10), in turns; the first twice as often. */
function threeHeaps(rows: number, spread = 1): Table {
  const random = seededRandom(7);
  const places = [
    [0, 0],
    [0, 0],
    [10, 0],
    [0, 10],
  ] as const;
  return tableOf(
    ['x', 'y'],
    Array.from({ length: rows }, (_, row) => {
      const [x, y] = places[row % 4] as readonly [number, number];
      return [x + spread * (random() - 0.5), y + spread * (random() - 0.5)];
    }),
  );
}

describe('clusters', () => {
  it('are the heaps that there are, largest first', async () => {
    const { model } = await learnClusters(threeHeaps(400), { clusters: 3 });
    expect([...model.sizes]).toEqual([200, 100, 100]);
    expect(model.centres.map(Math.round).map(Math.abs)).toEqual(Float64Array.of(0, 0, 0, 10, 10, 0));
    expect(model.place([9, 1])).toMatchObject({ cluster: 2 });
    expect(model.place([9, 1]).runnerUp).toBeGreaterThan(8);
  });

  it('are found by mini-batches among very many rows', { timeout: 60_000 }, async () => {
    const { model } = await learnClusters(threeHeaps(60_000), { clusters: 3, starts: 1 });
    expect([...model.sizes]).toEqual([30_000, 15_000, 15_000]);
  });

  it('only ever come closer to their rows', async () => {
    await fc.assert(
      fc.asyncProperty(fullTable, fc.integer({ min: 1, max: 6 }), fc.integer(), async (table, clusters, seed) => {
        const { model, inertias } = await learnClusters(table, { clusters, seed });
        inertias.slice(1).forEach((inertia, at) => {
          expect(inertia).toBeLessThanOrEqual((inertias[at] as number) + 1e-9);
        });
        const squares = Array.from({ length: table.rows }, (_, row) => model.place(rowOf(table, row)).distance ** 2);
        expect(squares.reduce((sum, square) => sum + square, 0)).toBeCloseTo(inertias.at(-1) as number, 6);
        expect(model.sizes.reduce((sum, size) => sum + size, 0)).toBe(table.rows);
      }),
    );
  });

  it('are the same for the same seed, to the bit', async () => {
    const table = threeHeaps(200, 14);
    const bytes = async () => JSON.stringify((await learnClusters(table, { clusters: 5, seed: 3 })).model);
    expect(await bytes()).toBe(await bytes());
  });

  it('are as many as rows differ', async () => {
    const { model } = await learnClusters(tableOf(['x'], [[1], [1], [2], [1]]), { clusters: 4 });
    expect([...model.sizes]).toEqual([3, 1]);
    const { model: one } = await learnClusters(tableOf(['x'], [[5]]), { clusters: 3 });
    expect(one.place([7])).toEqual({ cluster: 0, distance: 2, runnerUp: Infinity });
  });

  it('come back from JSON, to the bit', async () => {
    const { model } = await learnClusters(threeHeaps(100), { clusters: 3 });
    const text = JSON.stringify(model);
    expect(ClusterModel.fromJSON(JSON.parse(text))).toEqual(model);
    expect(() => ClusterModel.fromJSON({ ...JSON.parse(text), centres: [1] })).toThrow('centres has 1 numbers');
  });

  it.each([
    ['table.values[0] is NaN', tableOf(['x'], [[Number.NaN]]), { clusters: 1 }],
    ['table has no rows', tableOf(['x'], []), { clusters: 1 }],
    ['table has no columns', tableOf([], [[]]), { clusters: 1 }],
    ['clusters', tableOf(['x'], [[1]]), { clusters: 0 }],
    ['starts', tableOf(['x'], [[1]]), { clusters: 1, starts: 0 }],
    ['seed', tableOf(['x'], [[1]]), { clusters: 1, seed: Number.NaN }],
  ])('refuse: %s', async (message, table, options) => {
    await expect(learnClusters(table, options)).rejects.toThrow(message);
  });

  it('can be stopped', async () => {
    const reason = new Error('enough');
    const options = { clusters: 2, signal: AbortSignal.abort(reason) };
    await expect(learnClusters(threeHeaps(10), options)).rejects.toBe(reason);
  });
});

describe('silhouette', () => {
  it('is what its definition says', async () => {
    const table = tableOf(['x'], [[0], [1], [10]]);
    const { model } = await learnClusters(table, { clusters: 2 });
    // 0: inside 1, outside 10; 1: inside 1, outside 9; 10 is alone.
    expect(await silhouette(table, model)).toBeCloseTo((9 / 10 + 8 / 9 + 0) / 3, 12);
  });

  it('is about the same on a sample', async () => {
    const table = threeHeaps(2_000, 8);
    const { model } = await learnClusters(table, { clusters: 3 });
    const whole = await silhouette(table, model, { sample: 2_000 });
    expect(Math.abs((await silhouette(table, model, { sample: 300 })) - whole)).toBeLessThan(0.05);
  });

  it('chooses as many clusters as there are heaps', async () => {
    const { model, silhouettes } = await chooseClusters(threeHeaps(400), { to: 6 });
    expect(model.sizes.length).toBe(3);
    expect(silhouettes.map(({ clusters }) => clusters)).toEqual([2, 3, 4, 5, 6]);
  });

  it('is 0 where all rows are alike', async () => {
    const { model, silhouettes } = await chooseClusters(tableOf(['x'], [[1], [1], [1]]), { to: 3 });
    expect(model.sizes.length).toBe(1);
    expect(silhouettes.every(({ silhouette }) => silhouette === 0)).toBe(true);
  });
});
