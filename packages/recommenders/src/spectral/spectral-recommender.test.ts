import type { Interaction } from '@sintonia/spec';
import { fitContext, generateInteractions } from '@sintonia/testing';
import { expect, it } from 'vitest';
import { SpectralRecommender } from './spectral-recommender.js';

const interactions = [...generateInteractions({ people: 48, items: 24, count: 500, negative: 0 })];
const NEIGHBOURS = 0.5;

type Matrix = readonly (readonly number[])[];

const times = (a: Matrix, b: Matrix): number[][] =>
  a.map((row) =>
    (b[0] ?? []).map((_, j) => row.reduce((sum, value, k) => sum + value * ((b[k] as number[])[j] as number), 0)),
  );
const turned = (a: Matrix): number[][] => (a[0] ?? []).map((_, j) => a.map((row) => row[j] as number));
const combined = (a: Matrix, factor: number, b: Matrix): number[][] =>
  a.map((row, i) => row.map((value, j) => value + factor * ((b[i] as number[])[j] as number)));

/** The first eigenvectors of a symmetric matrix, as columns: by powers, each orthogonal to those before. */
function eigenvectors(matrix: Matrix, count: number): number[][] {
  const found: number[][] = [];
  for (let at = 0; at < count; at++) {
    let vector = matrix.map((_, i) => Math.sin(i * 7 + at + 1));
    for (let step = 0; step < 3_000; step++) {
      for (const other of found) {
        const along = vector.reduce((sum, value, i) => sum + value * (other[i] as number), 0);
        vector = vector.map((value, i) => value - along * (other[i] as number));
      }
      const next = times(matrix, turned([vector])).flat();
      const length = Math.hypot(...next);
      vector = next.map((value) => value / length);
    }
    found.push(vector);
  }
  return turned(found);
}

/** The formula of the docstring, word by word. */
function bySlowHand(data: readonly Interaction[], rank: number, beta: number, time: number) {
  const people = [...new Set(data.map(({ person }) => person))];
  const items = [...new Set(data.map(({ itemId }) => itemId))].sort();
  const took = people.map(
    (person) => new Set(data.filter((each) => each.person === person).map((each) => each.itemId)),
  );
  const degree = items.map((item) => took.filter((set) => set.has(item)).length);
  const x = took.map((set) => items.map((item, j) => (set.has(item) ? (set.size * (degree[j] as number)) ** -0.5 : 0)));
  const f = times(turned(x), x);
  const v = eigenvectors(f, rank);
  const root = (power: number) =>
    items.map((_, i) => items.map((__, j) => (i === j ? (degree[i] as number) ** power : 0)));
  const one = root(0);
  let term: Matrix = one;
  let p: Matrix = one;
  for (const step of [1, 2, 3, 4]) {
    term = times(term, f).map((row) => row.map((value) => (-value * time) / step));
    p = combined(p, 1, term);
  }
  const lowPass = times(times(times(root(-0.5), times(v, turned(v))), root(0.5)), p);
  const s = combined(
    lowPass.map((row) => row.map((value) => beta * value)),
    NEIGHBOURS,
    times(times(root(-0.1), f), root(0.1)),
  );
  const together = (i: number, j: number) =>
    took.some((set) => set.has(items[i] as string) && set.has(items[j] as string));
  return (a: string, b: string) => {
    const [i, j] = [items.indexOf(a), items.indexOf(b)];
    return together(i, j) ? ((s[i] as number[])[j] as number) : 0;
  };
}

it.each([
  [3, 0.3, 2.5],
  [1, 1, 0],
])('is what the formula says: k %d, β %d, T %d', async (rank, lowPassShare, sharpening) => {
  const recommender = new SpectralRecommender({ rank, lowPassShare, sharpening });
  await recommender.fit(fitContext({ interactions }));
  const expected = bySlowHand(interactions, rank, lowPassShare, sharpening);
  for (const itemId of new Set(interactions.map((each) => each.itemId))) {
    const list = recommender.similar(itemId, 99, () => true);
    expect(list.length).toBeGreaterThan(5);
    for (const other of list) {
      // Four rounds of iteration find the space of the first vectors to about three digits.
      expect(Math.abs(other.score - expected(itemId, other.itemId))).toBeLessThan(0.01 * (list[0]?.score ?? 1));
    }
  }
});

it('refuses a catalogue that is too large, and names what to take instead', async () => {
  const recommender = new SpectralRecommender({ mostItems: 10 });
  await expect(recommender.fit(fitContext({ interactions }))).rejects.toMatchObject({
    code: 'SINTONIA_MODEL_TOO_LARGE',
    message: expect.stringContaining('itemLists()'),
  });
});
