import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullTable, madeUp } from '../made-up.fixture.js';
import { learnStandardiser } from '../matrix/standardiser.js';
import { rowOf, type Table, tableOf } from '../matrix/table.js';
import { seededRandom } from '../work/seeded-random.js';
import { learnNearestLabels, NearestLabels } from './nearest-labels.js';
import { nearestRows } from './nearest-rows.js';

describe('nearest rows', () => {
  it('are those that sorting all by distance gives', () => {
    fc.assert(
      fc.property(fullTable, fc.integer({ min: 1, max: 50 }), (table, count) => {
        const row = rowOf(table, 0).map((value) => value + 0.3);
        const all = Array.from({ length: table.rows }, (_, at) => {
          const squares = rowOf(table, at).map((value, column) => (value - (row[column] as number)) ** 2);
          return { row: at, distance: Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) };
        });
        const wanted = all.sort((a, b) => a.distance - b.distance || a.row - b.row).slice(0, count);
        expect(nearestRows(table, row, count)).toEqual(wanted);
      }),
    );
  });

  it('refuse what has no distance', () => {
    const table = tableOf(['x'], [[1]]);
    expect(() => nearestRows(table, [Number.NaN], 1)).toThrow('row has a number that is not finite.');
    expect(() => nearestRows(table, [1, 2], 1)).toThrow('row has 2 numbers; it needs 1.');
    expect(() => nearestRows(table, [1], 0)).toThrow('count');
    expect(() => nearestRows(tableOf(['x'], []), [1], 1)).toThrow('table has no rows');
  });
});

/** Of rows whose distances all differ. */
function shuffledTable(rows: number, columns: number): Table {
  const random = seededRandom(rows + columns);
  return tableOf(
    Array.from({ length: columns }, (_, at) => `c${at}`),
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => random() * 10 ** (2 * random()))),
  );
}

describe('labels of the nearest, by ml-knn', () => {
  it.each([
    [300, 1, 5],
    [400, 3, 7],
    [300, 8, 15],
    [150, 20, 1],
  ])('are those of a vote among all: %i rows, %i columns, %i neighbours', (rows, columns, neighbours) => {
    const table = shuffledTable(rows, columns);
    const labels = Uint8Array.from({ length: rows }, (_, row) => Number((table.values[row * columns] as number) > 3));
    const nearest = learnNearestLabels(table, labels, { neighbours });
    const standardiser = learnStandardiser(table);
    const known = standardiser.table(table);
    const asked = shuffledTable(200, columns);
    for (let at = 0; at < 200; at++) {
      const row = rowOf(asked, at);
      const near = nearestRows(known, standardiser.row(row), neighbours);
      const votes = near.filter(({ row }) => labels[row] === 1).length;
      expect(nearest.label(row)).toBe(votes > neighbours / 2 ? 1 : 0);
      expect(nearest.share(row, 1)).toBe(votes / neighbours);
    }
  });

  it('find a row itself, every time: recall 1', () => {
    const table = shuffledTable(200, 4);
    const labels = Uint8Array.from({ length: 200 }, (_, row) => row);
    const nearest = learnNearestLabels(table, labels, { neighbours: 1 });
    for (let row = 0; row < 200; row++) expect(nearest.label(rowOf(table, row))).toBe(row);
  });

  it('do not go by the scale of columns', () => {
    const { features, labels } = madeUp(200);
    const one = learnNearestLabels(features, labels);
    const stretched = { ...features, values: features.values.map((value, at) => (at % 3 === 2 ? 1e6 * value : value)) };
    const other = learnNearestLabels(stretched, labels);
    for (let row = 0; row < 50; row++) {
      expect(other.share(rowOf(stretched, row), 1)).toBe(one.share(rowOf(features, row), 1));
    }
  });

  it('count a missing number as the mean, in learning and in asking', () => {
    const { features, labels } = madeUp(100, { gaps: true });
    const nearest = learnNearestLabels(features, labels);
    expect([0, 1]).toContain(nearest.label([Number.NaN, Number.NaN, Number.NaN]));
  });

  it('ask all rows where there are fewer than neighbours', () => {
    const nearest = learnNearestLabels(tableOf(['x'], [[1], [2], [3]]), Uint8Array.of(1, 1, 0), { neighbours: 15 });
    expect([nearest.label([3]), nearest.share([3], 1)]).toEqual([1, 2 / 3]);
  });

  it('cope with rows that are all alike', () => {
    const nearest = learnNearestLabels(tableOf(['x'], [[1], [1], [1]]), Uint8Array.of(1, 1, 1));
    expect(nearest.label([9])).toBe(1);
  });

  it('come back from JSON, to the bit', () => {
    const { features, labels } = madeUp(60, { gaps: true });
    const text = JSON.stringify(learnNearestLabels(features, labels));
    const again = NearestLabels.fromJSON(JSON.parse(text));
    expect(JSON.stringify(again)).toBe(text);
    for (const [field, wrong] of Object.entries({ labels: [], values: [1], neighbours: 0.5, standardiser: null })) {
      expect(() => NearestLabels.fromJSON({ ...JSON.parse(text), [field]: wrong })).toThrow();
    }
  });

  it.each([
    ['table.rows', tableOf(['x'], []), new Uint8Array(0), {}],
    ['table.names.length', tableOf([], [[]]), new Uint8Array(1), {}],
    ['labels has 2 entries; it needs 1', tableOf(['x'], [[1]]), new Uint8Array(2), {}],
    ['neighbours', tableOf(['x'], [[1]]), new Uint8Array(1), { neighbours: 0 }],
  ])('refuse a wrong %s', (message, table, labels, options) => {
    expect(() => learnNearestLabels(table, labels, options)).toThrow(message);
  });
});
