import fc from 'fast-check';
import { expect, it } from 'vitest';
import { suppress } from './suppress.js';

it('leaves out the small, and one beside each that could be reckoned', () => {
  const counts = [
    [50, 3, 20],
    [40, 30, 20],
    [60, 12, 15],
  ];
  expect(suppress(counts, 10)).toEqual([
    [50, null, null],
    [40, 30, 20],
    [60, null, null],
  ]);
});

it('rather leaves out who is nobody', () => {
  const counts = [
    [50, 3, 0],
    [0, 30, 20],
    [60, 0, 15],
  ];
  expect(suppress(counts, 10)).toEqual([
    [50, null, null],
    [0, 30, 20],
    [60, null, null],
  ]);
});

it('tells nothing small, and leaves nothing alone that could be reckoned from its line', () => {
  const tables = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(fc.nat(40), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    );
  fc.assert(
    fc.property(tables, (counts) => {
      const told = suppress(counts, 10);
      const columns = (counts[0] ?? []).map((_, column) => told.map((row) => row[column] ?? null));
      expect(told.flat().filter((count) => count !== null && count > 0 && count < 10)).toEqual([]);
      for (const line of [...told, ...columns]) {
        if (line.filter((count) => count === null).length !== 1) continue;
        expect(line).toHaveLength(1);
      }
    }),
  );
});

it('leaves large counts and zeros alone', () => {
  const counts = [
    [0, 10],
    [25, 0],
  ];
  expect(suppress(counts, 10)).toEqual(counts);
  expect(suppress([], 10)).toEqual([]);
});
