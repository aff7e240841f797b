import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn } from './age.js';

describe('age', () => {
  it.each([
    ['1990-06-15', '2026-06-14', 35],
    ['1990-06-15', '2026-06-15', 36],
    ['1990-06-15T08:00:00Z', '2026-06-15', 36],
    ['2000-02-29', '2026-02-28', 25],
    ['2000-02-29', '2026-03-01', 26],
    ['2000-02-29', '2028-02-29', 28],
    ['2026-01-01', '2026-01-01', 0],
    ['2026-01-02', '2026-01-01', 0],
    ['2027-01-01', '2026-01-01', -1],
    ['0099-01-01', '2026-01-01', undefined],
    ['1990-02-30', '2026-01-01', undefined],
    ['1990-13-01', '2026-01-01', undefined],
    ['1990', '2026-01-01', undefined],
    ['15/06/1990', '2026-01-01', undefined],
    ['', '2026-01-01', undefined],
  ])('of %s on %s is %s', (birthday, day, age) => {
    expect(ageOn(birthday, Date.parse(day))).toBe(age);
  });

  it('grows by one each birthday', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2020-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 120 }), (born, years) => {
        const birthday = born.toISOString().slice(0, 10);
        const then = Date.UTC(born.getUTCFullYear() + years, born.getUTCMonth(), born.getUTCDate());
        expect(ageOn(birthday, then)).toBe(years);
        expect(ageOn(birthday, then - 1)).toBe(years - 1);
      }),
    );
  });
});
