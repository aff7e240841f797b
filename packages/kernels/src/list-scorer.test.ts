import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateListScorer, ListScorer } from './list-scorer.js';
import { testCsr, testNumbers } from './numbers.fixture.js';

const lists = testCsr(40, 30, 8);

/** Adds in f32, seed after seed, and sorts all. */
function bruteForce(seeds: readonly number[], weights: readonly number[], exclude: readonly number[], count: number) {
  const sums = new Float32Array(lists.columns);
  seeds.forEach((seed, place) => {
    for (let at = lists.indptr[seed] as number; at < (lists.indptr[seed + 1] as number); at++) {
      const column = lists.indices[at] as number;
      sums[column] = (sums[column] as number) + Math.fround((weights[place] as number) * (lists.values[at] as number));
    }
  });
  return [...sums]
    .map((score, column) => ({ column, score }))
    .filter(({ column, score }) => score > 0 && !exclude.includes(column))
    .sort((a, b) => b.score - a.score || a.column - b.column)
    .slice(0, count);
}

describe.each(['wasm', 'plain'] as const)('ListScorer, %s', (engine) => {
  const scorer = new ListScorer(lists, { engine });

  it('adds up, excludes, and clears up after itself', () => {
    const column = fc.integer({ min: 0, max: 29 });
    const seed = fc.record({ seed: fc.integer({ min: 0, max: 39 }), weight: fc.integer({ min: -4, max: 4 }) });
    const request = fc.record({
      seeds: fc.array(seed, { maxLength: 10 }),
      exclude: fc.array(column),
      count: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(request, ({ seeds, exclude, count }) => {
        const numbers = seeds.map((each) => each.seed);
        const weights = seeds.map((each) => each.weight);
        const found = scorer.score(Uint32Array.from(numbers), count, {
          weights: Float32Array.from(weights),
          exclude: Uint32Array.from(exclude),
        });
        const expected = bruteForce(numbers, weights, exclude, count);
        expect([...found.indices]).toEqual(expected.map((each) => each.column));
        expect([...found.scores]).toEqual(expected.map((each) => each.score));
      }),
    );
  });

  it('takes histories longer than its buffer', () => {
    const seeds = Uint32Array.from({ length: 5_000 }, (_, at) => at % 40);
    const found = scorer.score(seeds, 5);
    const expected = bruteForce([...seeds], new Array(5_000).fill(1), [], 5);
    expect([...found.indices]).toEqual(expected.map((each) => each.column));
    expect([...found.scores]).toEqual(expected.map((each) => each.score));
  });

  it('tells what scores are made of', () => {
    const seeds = new Uint32Array([3, 7, 3]);
    const { indices, scores } = scorer.score(seeds, 6);
    const parts = scorer.entries(seeds, indices);
    scores.forEach((score, place) => {
      const sum = [0, 1, 2].reduce((total, line) => total + (parts[line * indices.length + place] as number), 0);
      expect(sum).toBeCloseTo(score, 5);
    });
  });

  it('names what is out of range', () => {
    expect(() => scorer.score(new Uint32Array([40]), 1)).toThrow('seeds[0]');
    expect(() => scorer.score(new Uint32Array([0]), 0)).toThrow('count');
    expect(() => scorer.score(new Uint32Array([0]), 1, { exclude: new Uint32Array([30]) })).toThrow('exclude[0]');
    expect(() => scorer.score(new Uint32Array([0]), 1, { weights: new Float32Array([Number.NaN]) })).toThrow(
      'weights[0]',
    );
    expect(() => scorer.score([0] as unknown as Uint32Array, 1)).toThrow(TypeError);
  });

  it('takes lists of more than 64 MB', () => {
    const rows = 10;
    const entries = 9_000_000;
    const indptr = Uint32Array.from({ length: rows + 1 }, (_, row) => (row * entries) / rows);
    const indices = Uint32Array.from({ length: entries }, (_, at) => at % 1_000_000);
    const large = { rows, columns: 1_000_000, indptr, indices, values: new Float32Array(entries).fill(1) };
    large.values[entries - 1] = 2;
    const found = new ListScorer(large, { engine }).score(new Uint32Array([9, 8]), 2);
    expect([...found.indices]).toEqual([999_999, 200_000]);
    expect([...found.scores]).toEqual([3, 2]);
    expect(estimateListScorer({ rows, columns: 1_000_000, entries })).toBeGreaterThan(2 ** 26);
  });
});

describe('ListScorer', () => {
  it('refuses values that are not finite', () => {
    const values = lists.values.slice();
    values[3] = Number.POSITIVE_INFINITY;
    expect(() => new ListScorer({ ...lists, values })).toThrow('lists.values[3]');
    expect(testNumbers(2)).toHaveLength(2);
  });
});
