import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullTable } from '../made-up.fixture.js';
import { learnStandardiser, Standardiser } from './standardiser.js';
import { tableOf, takeRows } from './table.js';

const column = (...values: number[]) =>
  tableOf(
    ['a'],
    values.map((value) => [value]),
  );

describe('standardising', () => {
  it('gives mean 0 and standard deviation 1, or 0 where all are alike', () => {
    fc.assert(
      fc.property(fullTable, (table) => {
        const { values, names, rows } = learnStandardiser(table).table(table);
        names.forEach((_, at) => {
          const ours = Array.from({ length: rows }, (_, row) => values[row * names.length + at] as number);
          const isConstant = ours.every((value) => value === 0);
          expect(ours.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
          const squares = ours.reduce((sum, value) => sum + value * value, 0);
          expect(squares).toBeCloseTo(isConstant ? 0 : rows, 8);
        });
      }),
    );
  });

  it('takes a constant for 0, even one that rounding blurs, and another number for it too', () => {
    const standardiser = learnStandardiser(column(0.1, 0.1, 0.1));
    expect([...standardiser.row([0.1]), ...standardiser.row([7])]).toEqual([0, 0]);
  });

  it('leaves gaps, or fills them with the mean', () => {
    const standardiser = learnStandardiser(column(1, Number.NaN, 3));
    expect(standardiser.row([Number.NaN])).toEqual(Float64Array.of(Number.NaN));
    expect(standardiser.filledRow([Number.NaN])).toEqual(Float64Array.of(0));
    expect(standardiser.table(column(3)).values).toEqual(Float64Array.of(1));
  });

  it('takes a column that is missing throughout for 0', () => {
    expect(learnStandardiser(column(Number.NaN, Number.NaN)).filledRow([5])).toEqual(Float64Array.of(0));
  });

  it('can go by median and quartiles, which an outlier does not move', () => {
    const calm = learnStandardiser(column(1, 2, 3, 4, 5), { robust: true });
    const wild = learnStandardiser(column(1, 2, 3, 4, 5e9), { robust: true });
    expect(wild.toJSON()).toEqual(calm.toJSON());
    expect(calm.row([5])[0]).toBeCloseTo((2 / 2) * 1.349);
  });

  it('counts a row of weight 2 as two rows', () => {
    fc.assert(
      fc.property(fullTable, (table) => {
        const weights = Float64Array.from({ length: table.rows }, (_, row) => row % 3);
        const repeated = takeRows(
          table,
          [...weights].flatMap((weight, row) => Array<number>(weight).fill(row)),
        );
        const one = learnStandardiser(table, { weights });
        const other = learnStandardiser(repeated);
        one.centres.forEach((centre, at) => {
          expect(centre).toBeCloseTo(other.centres[at] as number, 9);
          expect(one.factors[at]).toBeCloseTo(other.factors[at] as number, 6);
        });
      }),
    );
  });

  it('comes back from JSON, and says what is wrong with it', () => {
    const standardiser = learnStandardiser(column(1, 2, 4));
    const json = JSON.parse(JSON.stringify(standardiser));
    expect(Standardiser.fromJSON(json)).toEqual(standardiser);
    expect(() => Standardiser.fromJSON({ ...json, format: 'other' })).toThrow('json.format');
    expect(() => Standardiser.fromJSON({ ...json, centres: [null] })).toThrow('centres[0]');
    expect(() => Standardiser.fromJSON({ ...json, factors: [1, 2] })).toThrow('factors has 2 numbers; it needs 1.');
    expect(() => Standardiser.fromJSON(null)).toThrow(TypeError);
  });

  it('refuses other columns', () => {
    expect(() => learnStandardiser(column(1)).row([1, 2])).toThrow(RangeError);
    expect(() => learnStandardiser(column(1)).table(tableOf(['b'], [[1]]))).toThrow('table.names');
  });
});
