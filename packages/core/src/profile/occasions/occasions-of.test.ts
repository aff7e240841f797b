import { describe, expect, it } from 'vitest';
import { occasionsOf } from './occasions-of.js';

function on(today: string, birthday: unknown, zone = 'UTC') {
  return occasionsOf({ birthday, firstPurchaseAt: undefined, now: Date.parse(today), zone });
}

describe('occasions', () => {
  it.each<[string, string, number, string, number, number]>([
    ['2026-06-01', '1990-06-01', 36, '2026-06-01', 0, 36],
    ['2026-06-02', '1990-06-01', 36, '2027-06-01', 364, 37],
    ['2026-05-31', '1990-06-01', 35, '2026-06-01', 1, 36],
    ['2026-02-28', '2000-02-29', 25, '2026-03-01', 1, 26],
    ['2026-03-01', '2000-02-29', 26, '2026-03-01', 0, 26],
    ['2028-02-28', '2000-02-29', 27, '2028-02-29', 1, 28],
    ['2026-06-01', '2026-06-01', 0, '2027-06-01', 365, 1],
    ['2026-12-31', '2000-01-01', 26, '2027-01-01', 1, 27],
  ])('on %s, who was born on %s is %d; the next birthday is %s', (today, birthday, age, next, inDays, years) => {
    expect(on(today, birthday)).toEqual({ age, birthday: { next, inDays, years } });
  });

  it.each([
    undefined,
    null,
    7,
    Number.NaN,
    '',
    '1990',
    '1990-13-01',
    '2001-02-29',
    '1990-6-1',
    '01/06/1990',
    '2026-06-02',
    '1900-01-01',
    '0000-00-00',
  ])('say nothing of a birthday that is %j', (birthday) => {
    expect(on('2026-06-01', birthday)).toBeUndefined();
  });

  it('are those of the local day', () => {
    const midnight = '2026-05-31T23:00Z';
    expect(on(midnight, '1990-06-01', 'Europe/Madrid')?.birthday?.inDays).toBe(0);
    expect(on(midnight, '1990-06-01', 'UTC')?.birthday?.inDays).toBe(1);
    const firstPurchaseAt = Date.parse('2025-06-01T02:00Z');
    const known = { birthday: undefined, firstPurchaseAt, now: Date.parse('2026-06-01T12:00Z') };
    expect(occasionsOf({ ...known, zone: 'UTC' })).toEqual({
      firstPurchaseAt,
      firstPurchase: { next: '2026-06-01', inDays: 0, years: 1 },
    });
    expect(occasionsOf({ ...known, zone: 'America/New_York' })?.firstPurchase?.next).toBe('2027-05-31');
  });
});
