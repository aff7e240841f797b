import { describe, expect, it } from 'vitest';
import { retryAfter } from './retry-after.js';

const now = Date.parse('2026-11-22T08:00:00Z');

describe('retryAfter', () => {
  it.each([
    ['2', 2000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['0.0001', 1],
    ['999999999999', 86_400_000],
    ['Sun, 22 Nov 2026 08:00:03 GMT', 3000],
    ['60, 60', 60_000],
    ['1.5, 60', 1500],
    ['sun, 22 nov 2026 08:00:03 gmt', 3000],
    ['SUN, 22 NOV 2026 08:00:03 GMT', 3000],
    ['Sunday, 22-Nov-26 08:00:03 GMT', 3000],
    ['Sun Nov 22 08:00:03 2026 GMT', 3000],
    ['Sun, 22 Nov 2026 07:00:00 GMT', 0],
    ['Sun, 22 Nov 2126 07:00:00 GMT', 86_400_000],
  ])('reads %j as %d ms', (value, milliseconds) => {
    expect(retryAfter(value, now)).toBe(milliseconds);
  });

  it.each([undefined, null, '', 'soon', '-5', '1e9', '2026-11-22', '0x10', 'Infinity', '1,5', 'soon 5', '60s'])(
    'makes nothing of %j',
    (value) => {
      expect(retryAfter(value, now)).toBeUndefined();
    },
  );
});
