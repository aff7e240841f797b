import { describe, expect, it } from 'vitest';
import { madeUpVectors } from './made-up-vectors.js';
import { plainScan } from './plain-scan.js';
import { readFloor, readFloorModule } from './read-floor.js';
import { compileReadFloor } from './read-floor-source.js';
import { searchTask } from './search-task.js';
import { exactSearchers } from './searcher.js';
import { recall } from './vectors.js';

it('makes vectors up that vary about as a normal distribution does', () => {
  const values = madeUpVectors(1_000, 8, 3);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.1);
  expect(Math.abs(variance - 1)).toBeLessThan(0.1);
  expect([...madeUpVectors(2, 2, 3)]).toEqual([...values.subarray(0, 4)]);
});

it('has a floor that reads every number', async () => {
  const values = Float32Array.from({ length: 100 }, (_, at) => at);
  expect((await readFloor(values))()).toBe(4_950);
});

// The compiler takes its time to load.
it('has the floor that its source says', async () => {
  expect(await compileReadFloor()).toBe(readFloorModule);
}, 60_000);

describe('a search', () => {
  it('finds the best, in order, without what was seen', () => {
    const vectors = Float32Array.of(1, 0, 5, 0, 3, 0, 4, 0);
    expect(plainScan(vectors, Float32Array.of(1, 0), 2, new Set([1]))).toEqual([3, 2]);
    expect(plainScan(vectors, Float32Array.of(1, 0), 9, new Set())).toEqual([1, 3, 2, 0]);
  });

  it('is the same, exact or plain', async () => {
    const task = searchTask(300);
    try {
      const searchers = (await exactSearchers(task)).filter(({ name }) => ['exact', 'plain JavaScript'].includes(name));
      const [exact, plain] = await Promise.all(searchers.map(({ search }) => search()));
      expect(recall(exact?.answers ?? [], plain?.answers ?? [])).toBe(1);
      expect(exact?.answers[0]).not.toContain(0);
    } finally {
      task.close();
    }
  });
});

it('measures recall over all queries', () => {
  expect(
    recall(
      [[1, 2], [9]],
      [
        [2, 3],
        [4, 9],
      ],
    ),
  ).toBe(0.5);
});
