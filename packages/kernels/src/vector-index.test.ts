import { describe, expect, it } from 'vitest';
import { testNumbers } from './numbers.fixture.js';
import { estimateVectorIndex, VectorIndex } from './vector-index.js';

function bruteForce(vectors: Float32Array, dimension: number, query: Float32Array, exclude: readonly number[]) {
  return Array.from({ length: vectors.length / dimension }, (_, row) => {
    return { row, score: query.reduce((sum, value, at) => sum + value * (vectors[row * dimension + at] as number), 0) };
  })
    .filter(({ row }) => !exclude.includes(row))
    .sort((a, b) => b.score - a.score || a.row - b.row);
}

describe.each(['wasm', 'plain'] as const)('VectorIndex, %s', (engine) => {
  it.each([
    [1, 1],
    [3, 7],
    [203, 8],
    [1_001, 50],
    [17_000, 16],
  ])('finds the best of %i vectors of %i numbers', (count, dimension) => {
    const vectors = testNumbers(count * dimension);
    const query = testNumbers(dimension, 7);
    const exclude = Uint32Array.of(0, Math.floor(count / 2));
    const expected = bruteForce(vectors, dimension, query, [...exclude]).slice(0, 10);
    for (const quantised of [false, true]) {
      const index = new VectorIndex(vectors, dimension, { engine, quantised });
      for (let turn = 0; turn < 2; turn++) {
        const found = index.search(query, 10, { exclude });
        expect([...found.indices]).toEqual(expected.map(({ row }) => row));
        found.scores.forEach((score, place) => {
          expect(score).toBeCloseTo(expected[place]?.score ?? 0, 4);
        });
      }
      expect(index.search(query, count + 5).indices).toHaveLength(count);
    }
  });

  it('orders ties by index, and takes scores of any sign', () => {
    const index = new VectorIndex(Float32Array.of(1, 1, -3, 1, 2, -3), 1, { engine });
    expect([...index.search(Float32Array.of(1), 6).indices]).toEqual([4, 0, 1, 3, 2, 5]);
    expect([...index.search(Float32Array.of(-1), 3).indices]).toEqual([2, 5, 0]);
    expect([...index.search(Float32Array.of(0), 3).indices]).toEqual([0, 1, 2]);
  });

  it('takes no vectors at all', () => {
    expect(new VectorIndex(new Float32Array(0), 4, { engine }).search(new Float32Array(4), 3).indices).toHaveLength(0);
  });

  it('names what is out of range', () => {
    expect(() => new VectorIndex(new Float32Array(7), 4, { engine })).toThrow('vectors');
    expect(() => new VectorIndex(Float32Array.of(Number.NaN), 1, { engine })).toThrow('vectors[0]');
    const index = new VectorIndex(new Float32Array(8), 4, { engine });
    expect(() => index.search(new Float32Array(3), 1)).toThrow('query');
    expect(() => index.search(new Float32Array(4), 1, { exclude: Uint32Array.of(2) })).toThrow('exclude[0]');
  });
});

describe('VectorIndex', () => {
  it('estimates at least its vectors', () => {
    expect(estimateVectorIndex(1_000, 64)).toBeGreaterThan(256_000);
    expect(estimateVectorIndex(1_000, 64, true)).toBeGreaterThan(estimateVectorIndex(1_000, 64) + 64_000);
  });

  it('scans bytes where that pays and fits', () => {
    const added = (count: number) => estimateVectorIndex(count, 64) - estimateVectorIndex(count, 64, false);
    expect(added(1_000)).toBe(0);
    expect(added(10_000)).toBe(64 * 10_000 + 4 * 10_000);
    expect(added(15_000_000)).toBe(0);
    expect(new VectorIndex(testNumbers(500), 50).quantised).toBe(false);
    expect(new VectorIndex(testNumbers(500_000), 50).quantised).toBe(true);
  });
});
