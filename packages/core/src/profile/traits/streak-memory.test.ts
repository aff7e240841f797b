import { DAY, HOUR, type JsonValue } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { StreakMemory } from './streak-memory.js';

const madrid = 'Europe/Madrid';

function streakOf(each: 'day' | 'week', moments: readonly number[], zone = 'UTC') {
  const memory = new StreakMemory(each);
  const state = moments.reduce<JsonValue | undefined>(
    (before, timestamp) => memory.advance(before, { timestamp }, zone),
    undefined,
  );
  return {
    at: (now: number) => memory.value(state, { now, zone }),
    next: (now: number) => memory.nextChangeAt(state, { now, zone }),
    state,
  };
}

describe('a streak', () => {
  it('goes by days of the person, across a change of clocks', () => {
    // 00:30 of three days in a row; in UTC two of them fall on the day before.
    const nights = ['2026-03-27T23:30Z', '2026-03-28T23:30Z', '2026-03-29T22:30Z'].map((text) => Date.parse(text));
    expect(streakOf('day', nights, madrid).at(Date.parse('2026-03-30T10:00Z'))).toBe(3);
    const late = ['2026-03-28T23:30Z', '2026-03-29T21:30Z'].map((text) => Date.parse(text));
    expect(streakOf('day', late, madrid).at(Date.parse('2026-03-29T21:45Z'))).toBe(1);
    expect(streakOf('day', late).at(Date.parse('2026-03-29T21:45Z'))).toBe(2);
  });

  it('stands through the day after, and ends with it', () => {
    const now = Date.parse('2026-06-01T10:00Z');
    const { at, next } = streakOf('day', [now, now - DAY, now - 3 * DAY], madrid);
    expect([at(now), at(now + DAY), at(now + 2 * DAY)]).toEqual([2, 2, 0]);
    expect(next(now)).toBe(Date.parse('2026-06-02T22:00Z'));
    expect(next(now + 2 * DAY)).toBe(Infinity);
  });

  it('of weeks goes from Monday', () => {
    const sunday = Date.parse('2026-06-07T23:00Z');
    expect(streakOf('week', [sunday, sunday + HOUR, sunday + 8 * DAY]).at(sunday + 9 * DAY)).toBe(3);
    expect(streakOf('week', [sunday]).next(sunday)).toBe(Date.parse('2026-06-15'));
  });

  it('is remembered for ten years, in few bytes', () => {
    const days = Array.from({ length: 5_000 }, (_, day) => day * DAY);
    const { at, state } = streakOf('day', days);
    expect(at(4_999 * DAY)).toBe(3_660);
    expect(JSON.stringify(state).length).toBeLessThan(1_000);
    expect(streakOf('day', days.toReversed()).at(4_999 * DAY)).toBe(3_660);
    expect(streakOf('day', [0, 9_999 * DAY]).at(9_999 * DAY)).toBe(1);
  });
});
