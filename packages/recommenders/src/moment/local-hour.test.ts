import { HOUR, MINUTE } from '@sintonia/spec';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clockFacts, hourOfWeek, isZone } from './local-hour.js';

const at = Date.UTC;

it.each<[number, unknown, number]>([
  [at(1970, 0, 1), 'UTC', 72],
  [at(2026, 0, 5), 'UTC', 0],
  [at(2026, 0, 4, 23, 59, 59), 'UTC', 167],
  [at(2026, 0, 4, 23), 'Europe/Madrid', 0],
  [at(2026, 0, 5), 'America/New_York', 163],
  [at(2026, 0, 5, 0, 14), 'Asia/Kathmandu', 5],
  [at(2026, 0, 5, 0, 15), 'Asia/Kathmandu', 6],
  // Clocks went forward at 2: what would be 2:30 is 3:30.
  [at(2026, 2, 29, 1, 30), 'Europe/Madrid', 147],
  [at(1960, 0, 4), undefined, 0],
  [at(2026, 0, 5), 'Mars/Base', 0],
])('%i in %s is hour %i of the week', (moment, zone, hour) => {
  expect(hourOfWeek(moment, zone)).toBe(hour);
});

it('says weekday and hour, and knows zones', () => {
  expect(clockFacts(at(2026, 0, 5, 7), 'UTC')).toEqual({ hourOfWeek: 7, hour: 7, weekday: 'monday' });
  expect([isZone('Europe/Madrid'), isZone('Mars/Base'), isZone(3)]).toEqual([true, false, false]);
});

it('is what the calendar says at any minute', () => {
  const zones = fc.constantFrom('Europe/Madrid', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC');
  fc.assert(
    fc.property(zones, fc.integer({ min: at(1990, 0) / MINUTE, max: at(2040, 0) / MINUTE }), (timeZone, minute) => {
      const options = { timeZone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' } as const;
      const [day = '', hour] = new Intl.DateTimeFormat('en', options).format(minute * MINUTE).split(/[, ]+/);
      const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
      expect(hourOfWeek(minute * MINUTE, timeZone)).toBe(24 * days.indexOf(day) + Number(hour));
      expect(hourOfWeek(minute * MINUTE, 'UTC')).toBe((Math.floor((minute * MINUTE) / HOUR) + 72) % 168);
    }),
    { numRuns: 200 },
  );
});
