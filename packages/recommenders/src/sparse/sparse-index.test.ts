import { seededRandom } from '@sintonia/learners';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pace } from '../pace.js';
import { areRatherVectors } from './sealed-rows.js';
import { SparseIndex } from './sparse-index.js';
import { dot, overlap, type SparseRow, sparseRow, sumOfRows } from './sparse-row.js';

const weight = fc.integer({ min: -8, max: 8 }).map((each) => each / 4);
const row = fc.dictionary(fc.integer({ min: 0, max: 12 }).map(String), weight, { maxKeys: 6 }).map(asRow);
const change = fc.record({ itemId: fc.constantFrom(...'abcdefgh'), row: fc.option(row) });

function asRow(entries: Readonly<Record<string, number>>) {
  return sparseRow(new Map(Object.entries(entries).map(([dimension, each]) => [Number(dimension), each])));
}

describe('a sparse index', () => {
  it('finds what comparing with every row finds, whatever was sealed and has changed since', async () => {
    const scenario = fc.record({
      changes: fc.array(
        fc.oneof({ weight: 6, arbitrary: change }, { weight: 1, arbitrary: fc.constant('seal' as const) }),
      ),
      query: row,
      limit: fc.integer({ min: 1, max: 9 }),
      hidden: fc.subarray([...'abcdefgh']),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ changes, query, limit, hidden }) => {
        const index = new SparseIndex();
        const rows = new Map<string, ReturnType<typeof asRow>>();
        for (const each of changes) {
          if (each === 'seal') await index.seal(new Pace(new AbortController().signal));
          else if (each.row === null) {
            index.remove(each.itemId);
            rows.delete(each.itemId);
          } else {
            index.put(each.itemId, each.row);
            rows.set(each.itemId, each.row);
          }
        }
        const expected = [...rows]
          .filter(([itemId]) => !hidden.includes(itemId))
          .map(([itemId, each]) => ({ itemId, score: dot(query, each) }))
          .filter(({ score }) => score > 0)
          .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1));
        const found = index.search(query, limit, (itemId) => !hidden.includes(itemId));
        expect(found).toEqual(expected.slice(0, limit));
        expect(index.size).toBe(rows.size);
      }),
    );
  });

  it('answers while it is being sealed, and knows what changed meanwhile', async () => {
    const index = new SparseIndex();
    for (const [at, itemId] of [...'abcdef'].entries()) index.put(itemId, asRow({ 0: at + 1 }));
    await index.seal(new Pace(new AbortController().signal));
    const best = () => index.search(asRow({ 0: 1 }), 2, () => true).map(({ itemId }) => itemId);
    index.remove('f');
    index.put('a', asRow({ 0: 9 }));
    const sealing = index.seal(new Pace(new AbortController().signal));
    expect(best()).toEqual(['a', 'e']);
    index.put('b', asRow({ 0: 8 }));
    await sealing;
    expect(best()).toEqual(['a', 'b']);
  });

  it('loses nothing by a sealing that was aborted', async () => {
    const index = new SparseIndex();
    index.put('a', asRow({ 0: 1 }));
    const abort = new AbortController();
    const pace = new Pace(abort.signal);
    abort.abort();
    await expect(index.seal(pace)).rejects.toMatchObject({ code: 'SINTONIA_ABORTED' });
    expect(index.search(asRow({ 0: 1 }), 1, () => true)).toEqual([{ itemId: 'a', score: 1 }]);
  });

  it('finds the same where many rows have many of few dimensions', async () => {
    const few = new SparseIndex();
    const many = new SparseIndex();
    const random = seededRandom(5);
    const rows = Array.from({ length: 50_000 }, () => {
      return asRow(Object.fromEntries(Array.from({ length: 4 }, () => [Math.floor(random() * 12), random()])));
    });
    expect([areRatherVectors(rows), areRatherVectors(rows.slice(1))]).toEqual([true, false]);
    for (const [at, row] of rows.entries()) {
      many.put(`item-${at}`, row);
      if (at > 0) few.put(`item-${at}`, row);
    }
    for (const index of [few, many]) await index.seal(new Pace(new AbortController().signal));
    for (let item = 1; item < 50_000; item += 500) {
      const query = rows[item] as SparseRow;
      expect(many.search(query, 20, (itemId) => itemId !== 'item-0')).toEqual(few.search(query, 20, () => true));
    }
    // A dimension that was not there when it was sealed.
    expect(many.search(asRow({ 900: 1 }), 3, () => true)).toEqual([]);
    many.put('wide', asRow({ 900: 1 }));
    expect(many.search(asRow({ 900: 1 }), 3, () => true)).toEqual([{ itemId: 'wide', score: 1 }]);
  });

  it('wants to be sealed when much has changed', async () => {
    const index = new SparseIndex();
    for (let item = 0; item < 1_001; item++) index.put(`item-${item}`, asRow({ 0: item }));
    expect(index.wantsSealing).toBe(true);
    await index.seal(new Pace(new AbortController().signal));
    index.remove('item-7');
    expect(index.wantsSealing).toBe(false);
    expect(index.search(asRow({ 0: 1 }), 2, () => true)).toEqual([
      { itemId: 'item-1000', score: 1_000 },
      { itemId: 'item-999', score: 999 },
    ]);
  });
});

it('rows hold no zeros, nothing that is no number, and add up', () => {
  const one = asRow({ 3: 2, 1: 1, 5: 0, 7: Number.NaN });
  expect(one).toEqual({ dimensions: Uint32Array.of(1, 3), weights: Float32Array.of(1, 2) });
  expect(
    sumOfRows([
      [one, 2],
      [asRow({ 3: -4, 9: 1 }), 1],
    ]),
  ).toEqual(asRow({ 1: 2, 9: 1 }));
  const both: number[] = [];
  overlap(one, asRow({ 0: 1, 3: 1 }), (dimension) => void both.push(dimension));
  expect(both).toEqual([3]);
});
