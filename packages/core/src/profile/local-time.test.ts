import { DAY, HOUR, MINUTE } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayStartAfter, hourOfWeek, localDay, offsetAt, zoneOf } from './local-time.js';

const at = (text: string) => Date.parse(text);
const dayOf = (text: string) => Date.parse(text) / DAY;

describe('local time', () => {
  it.each<[string, string, number]>([
    ['2026-03-29T00:59:59Z', 'Europe/Madrid', 1],
    ['2026-03-29T01:00:00Z', 'Europe/Madrid', 2],
    ['2026-10-25T00:59:59Z', 'Europe/Madrid', 2],
    ['2026-10-25T01:00:00Z', 'Europe/Madrid', 1],
    ['2026-01-01T12:00:00Z', 'America/New_York', -5],
    ['2026-06-01T12:00:00Z', 'Asia/Kathmandu', 5.75],
    ['2026-04-04T15:00:00Z', 'Australia/Lord_Howe', 10.5],
    ['2026-06-01T12:00:00Z', 'UTC', 0],
  ])('at %s in %s is %d hours ahead of UTC', (moment, zone, hours) => {
    expect(offsetAt(at(moment), zone)).toBe(hours * HOUR);
  });

  it('is what the calendar says', () => {
    const zones = ['Europe/Madrid', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca'];
    const moments = fc.integer({ min: at('1972-01-01'), max: at('2037-01-01') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (zone, moment) => {
        const right = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(moment);
        expect(new Date(localDay(moment, zone) * DAY).toISOString().slice(0, 10)).toBe(right);
      }),
      { numRuns: 300 },
    );
  });

  it('counts hours of the week from Monday', () => {
    expect(hourOfWeek(at('2026-06-01T00:00Z'), 'UTC')).toBe(0);
    expect(hourOfWeek(at('2026-06-07T23:59Z'), 'UTC')).toBe(167);
    expect(hourOfWeek(at('2026-05-31T22:30Z'), 'Europe/Madrid')).toBe(0);
    expect(hourOfWeek(at('1969-12-31T23:00Z'), 'UTC')).toBe(2 * 24 + 23);
  });

  it('knows when a day begins, or says it a little early', () => {
    const zones = ['Europe/Madrid', 'America/Sao_Paulo', 'Asia/Beirut', 'Pacific/Apia', 'UTC'];
    const minutes = fc.integer({ min: at('2008-01-01') / MINUTE, max: at('2026-01-01') / MINUTE });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, fc.integer({ min: 1, max: 3 }), (zone, minute, ahead) => {
        const now = minute * MINUTE;
        const day = localDay(now, zone) + ahead;
        const start = dayStartAfter(now, day, zone);
        expect(start).toBeGreaterThan(now);
        expect(localDay(start - 1, zone)).toBeLessThan(day);
      }),
      { numRuns: 500 },
    );
    expect(dayStartAfter(at('2026-03-28T12:00Z'), dayOf('2026-03-30'), 'Europe/Madrid')).toBe(at('2026-03-29T22:00Z'));
  });

  it('of a zone that is none is UTC, and at the ends of time is a number', () => {
    expect([zoneOf('Europe/Atlantis'), zoneOf(7), zoneOf(undefined)]).toEqual(['UTC', 'UTC', 'UTC']);
    for (const end of [-8.64e15, 8.64e15]) expect(localDay(end, 'America/New_York')).toBeCloseTo(end / DAY, -1);
  });
});
