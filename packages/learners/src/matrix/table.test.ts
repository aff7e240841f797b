import { describe, expect, it } from 'vitest';
import { tableOf, takeRows } from './table.js';

describe('a table', () => {
  it('gives rows in any order, also twice', () => {
    const table = tableOf(
      ['a', 'b'],
      [
        [1, 2],
        [3, Number.NaN],
      ],
    );
    expect(takeRows(table, [1, 0, 1]).values).toEqual(Float64Array.of(3, Number.NaN, 1, 2, 3, Number.NaN));
  });

  it('may have a column named __proto__, and no rows', () => {
    expect(tableOf(['__proto__'], []).rows).toBe(0);
  });

  it.each([
    ['a row too short', ['a', 'b'], [[1]], 'rows[0] has 1 numbers; it needs 2.'],
    ['an infinite number', ['a'], [[1], [Infinity]], 'rows.values[1] is Infinity; it has to be finite, or NaN.'],
    ['a name twice', ['a', 'a'], [[1, 2]], 'rows.names has a name twice.'],
  ])('refuses %s', (_, names, rows, message) => {
    expect(() => tableOf(names, rows)).toThrow(new RangeError(message));
  });
});
