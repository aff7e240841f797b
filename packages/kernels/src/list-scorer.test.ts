import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LevelLists, roundLists } from './level-lists.js';
import { estimateListScorer, ListScorer } from './list-scorer.js';
import { testCsr } from './numbers.fixture.js';

const given = testCsr(40, 30, 8);
const lists = await roundLists(given);

/** Adds in f32, seed after seed, and sorts all. */
function bruteForce(seeds: readonly number[], weights: readonly number[], exclude: readonly number[], count: number) {
  const sums = new Float32Array(lists.columns);
  seeds.forEach((seed, place) => {
    for (let at = lists.indptr[seed] as number; at < (lists.indptr[seed + 1] as number); at++) {
      const column = lists.indices[at] as number;
      const step = Math.fround((weights[place] as number) * (lists.scales[seed] as number));
      sums[column] = (sums[column] as number) + Math.fround(step * (lists.levels[at] as number));
    }
  });
  return [...sums]
    .map((score, column) => ({ column, score }))
    .filter(({ column, score }) => score > 0 && !exclude.includes(column))
    .sort((a, b) => b.score - a.score || a.column - b.column)
    .slice(0, count);
}

describe.each(['wasm', 'plain'] as const)('ListScorer, %s', (engine) => {
  const scorer = ListScorer.of(lists, { engine });

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

  it('takes lists of more than 64 MB, of more columns than 16 bits tell', () => {
    const [rows, columns, entries] = [10, 1_000_000, 12_000_000];
    const indptr = Uint32Array.from({ length: rows + 1 }, (_, row) => (row * entries) / rows);
    const indices = Uint32Array.from({ length: entries }, (_, at) => at % columns);
    const large = { rows, columns, indptr, indices, levels: new Int16Array(entries).fill(1), scales: ones(rows) };
    large.levels[entries - 1] = 2;
    const scorer = ListScorer.of(large, { engine });
    const found = scorer.score(new Uint32Array([9, 8]), 2);
    expect([...found.indices]).toEqual([999_999, 600_000]);
    expect([...found.scores]).toEqual([4, 3]);
    expect(scorer.entries(new Uint32Array([8, 9]), found.indices)).toEqual(Float32Array.of(1, 1, 2, 1));
    expect(estimateListScorer({ rows, columns, entries })).toBeGreaterThan(2 ** 26);
  });

  it('tells what more columns hold than a byte counts', () => {
    const columns = 1_000;
    const indices = Uint16Array.from({ length: columns }, (_, at) => (at * 7) % columns);
    const levels = Int16Array.from(indices, (index) => index + 1);
    const indptr = Uint32Array.of(0, columns);
    const scorer = ListScorer.of({ rows: 1, columns, indptr, indices, levels, scales: ones(1) }, { engine });
    const all = Uint32Array.from({ length: columns }, (_, at) => at);
    const found = scorer.entries(new Uint32Array(70), all);
    expect([...found]).toEqual(Array.from({ length: 70 * columns }, (_, at) => (at % columns) + 1));
  });

  it('returns nothing that overflows, and leaves nothing behind', () => {
    const huge = { ...lists, scales: lists.scales.map(() => 1e35) };
    const scorer = ListScorer.of(huge, { engine });
    expect(scorer.score(new Uint32Array([3]), 9).indices).toHaveLength(0);
    expect(scorer.score(new Uint32Array([3]), 9, { weights: Float32Array.of(1e-30) }).indices.length).toBeGreaterThan(
      0,
    );
  });
});

const ones = (length: number) => new Float32Array(length).fill(1);

describe('ListScorer', () => {
  it('rounds into its own memory what would be rounded elsewhere', async () => {
    expect((await ListScorer.rounding(given)).lists).toEqual(ListScorer.of(lists).lists);
    await expect(ListScorer.rounding(given, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    await expect(ListScorer.rounding({ ...given, indices: given.indices.with(1, given.columns) })).rejects.toThrow(
      'indices[1]',
    );
  });

  it.each([
    ['scales[2]', { scales: lists.scales.with(2, Number.NaN) }],
    ['indices[1]', { indices: lists.indices.with(1, 30) }],
    ['indptr falls', { indptr: lists.indptr.with(1, lists.indices.length + 1) }],
    ['of levels', { levels: lists.levels.slice(1) }],
    ['typed arrays', { indices: Uint32Array.from(lists.indices) }],
  ])('refuses lists for %s', (problem, part) => {
    expect(() => ListScorer.of({ ...lists, ...(part as Partial<LevelLists>) })).toThrow(problem);
  });
});

describe('roundLists', () => {
  it('is off by half a step of the largest at most, never to 0, and sorts', async () => {
    const values = given.values.map((value, at) => (at % 5 === 0 ? -value * 1e-6 : value));
    const rounded = await roundLists({ ...given, values });
    for (let row = 0; row < given.rows; row++) {
      const [start, end] = [given.indptr[row] as number, given.indptr[row + 1] as number];
      const exact = new Map([...given.indices.subarray(start, end)].map((column, at) => [column, values[start + at]]));
      const scale = rounded.scales[row] as number;
      const levels = [...rounded.levels.subarray(start, end)];
      expect(levels).toEqual(levels.toSorted((a, b) => b - a));
      levels.forEach((level, at) => {
        expect(level).not.toBe(0);
        const value = exact.get(rounded.indices[start + at] as number) as number;
        expect(Math.abs(level * scale - value)).toBeLessThanOrEqual(scale * 1.001);
      });
    }
  });

  it('stops when asked', async () => {
    const columns = 2_000_000;
    const indptr = Uint32Array.from({ length: columns + 1 }, (_, row) => row);
    const indices = new Uint32Array(columns);
    const lists = { rows: columns, columns, indptr, indices, values: ones(columns) };
    await expect(roundLists(lists, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});
