import { describe, expect, it } from 'vitest';
import { testClock } from './test-clock.js';

describe('testClock', () => {
  it('stands still until it is moved', () => {
    const clock = testClock('2026-03-01T00:00:00Z');
    expect(clock.now()).toBe(Date.UTC(2026, 2, 1));
    expect(clock.now()).toBe(clock.now());
    expect(clock.advance(1500)).toBe(Date.UTC(2026, 2, 1) + 1500);
    expect(clock.set('2020-01-01T00:00:00Z')).toBe(Date.UTC(2020, 0, 1));
  });

  it.each([-1, Number.NaN, Infinity])('refuses to advance by %s', (milliseconds) => {
    const clock = testClock();
    const before = clock.now();
    expect(() => clock.advance(milliseconds)).toThrow(expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID' }));
    expect(clock.now()).toBe(before);
  });

  it('refuses a start that is no moment', () => {
    expect(() => testClock('soon')).toThrow(expect.objectContaining({ field: 'start' }));
  });
});
