import { HOUR } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { activityOf, addActivity, countActivity } from './activity-counts.js';

const signal = (timestamp: number) => ({ id: `${timestamp}`, type: 'View', person: 'ana', timestamp, receivedAt: 0 });
const everyHour = (from: string, hours: number) =>
  Array.from({ length: hours }, (_, index) => signal(Date.parse(from) + index * HOUR));

describe('activity', () => {
  it('counts local hours of the week', () => {
    const { zone, hours } = activityOf(
      countActivity([], everyHour('2026-06-01T22:00Z', 3), 'Europe/Madrid'),
      'Europe/Madrid',
    );
    expect(zone).toBe('Europe/Madrid');
    expect(hours).toHaveLength(168);
    expect(hours.slice(23, 28)).toEqual([0, 1, 1, 1, 0]);
  });

  it('leaves out the hour that clocks leave out, and has the one they repeat twice', () => {
    // Sunday is the seventh day: its hours begin at 144.
    const spring = activityOf(countActivity([], everyHour('2026-03-28T23:00Z', 4), 'Europe/Madrid'), 'UTC').hours;
    expect(spring.slice(144, 149)).toEqual([1, 1, 0, 1, 1]);
    const autumn = activityOf(countActivity([], everyHour('2026-10-24T22:00Z', 5), 'Europe/Madrid'), 'UTC').hours;
    expect(autumn.slice(144, 148)).toEqual([1, 1, 2, 1]);
  });

  it('adds up', () => {
    const all = everyHour('2026-06-01', 400);
    const whole = countActivity([], all, 'UTC');
    const parts = [countActivity([], all.slice(0, 90), 'UTC'), countActivity([], all.slice(90), 'UTC')] as const;
    expect(addActivity(...parts)).toEqual(whole);
    expect(countActivity(parts[1], all.slice(0, 90).reverse(), 'UTC')).toEqual(whole);
  });
});
