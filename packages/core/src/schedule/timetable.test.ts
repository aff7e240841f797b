import { DAY, HOUR, MINUTE } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coded } from '../test-engine.fixture.js';
import { dueRun, readTimetable, type Timetable } from './timetable.js';

const run = () => undefined;
const table = (schedule: string | { every: string }, timezone?: string): Timetable =>
  readTimetable({ schedule, run, ...(timezone !== undefined && { timezone }) }, 'jobs.weekly');
const at = (text: string) => Date.parse(text);

describe('when a job runs', () => {
  it('a cron expression is meant in its zone, in summer and in winter', () => {
    const mondays = table('0 8 * * 1', 'Europe/Madrid');
    expect(mondays.next(at('2026-10-20T12:00:00Z'))).toBe(at('2026-10-26T07:00:00Z'));
    expect(mondays.next(at('2026-10-12T12:00:00Z'))).toBe(at('2026-10-19T06:00:00Z'));
    expect(mondays.upTo(at('2026-11-09T07:00:00Z'), 2)).toEqual([
      at('2026-11-02T07:00:00Z'),
      at('2026-11-09T07:00:00Z'),
    ]);
  });

  it('an hour that clocks skip is not left out, and one that they repeat comes once', () => {
    const nights = table('30 2 * * *', 'Europe/Madrid');
    const runs = (from: string, count: number) => {
      const found: string[] = [];
      for (let moment = at(from); found.length < count; ) {
        moment = nights.next(moment) as number;
        found.push(new Date(moment).toISOString());
      }
      return found;
    };
    expect(runs('2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z']);
    expect(runs('2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']);
  });

  it('a day that never comes is never due', () => {
    const never = table('0 0 30 2 *');
    expect(never.next(0)).toBeUndefined();
    expect(dueRun(never, { settled: 0, now: 100 * DAY })).toBeUndefined();
  });

  it('lengths of time are counted from the same moment everywhere', () => {
    const quarters = table({ every: '15m' });
    expect(quarters.next(16 * MINUTE)).toBe(30 * MINUTE);
    expect(quarters.next(30 * MINUTE)).toBe(45 * MINUTE);
    expect(quarters.upTo(30 * MINUTE, 2)).toEqual([15 * MINUTE, 30 * MINUTE]);
  });

  it.each([
    [{ schedule: '* * *' }, 'schedule'],
    [{ schedule: '0 8 * * 1 2026' }, 'schedule'],
    [{ schedule: '0 8 * * *', timezone: 'Mars/Olympus' }, 'timezone'],
    [{ schedule: { every: '0m' } }, 'schedule.every'],
    [{ schedule: {} as never }, 'schedule.every'],
  ])('%j is refused by its name', (job, field) => {
    expect(() => readTimetable({ run, ...job }, 'jobs.weekly')).toThrow(
      expect.objectContaining({ field: `jobs.weekly.${field}` }),
    );
  });

  it('a wrong expression is coded', () => {
    expect(() => table('nonsense')).toThrow(expect.objectContaining(coded('OPTION_INVALID', 'jobs.weekly.schedule')));
  });
});

describe('what was missed', () => {
  const hourly = table('0 * * * *');
  const missed = { settled: 0, now: 5 * HOUR + 20 * MINUTE };

  it.each([
    ['latest', { settled: 5 * HOUR, run: 5 * HOUR }],
    ['each', { settled: HOUR, run: HOUR }],
    ['none', { settled: 5 * HOUR }],
  ] as const)('%s', (catchUp, due) => expect(dueRun(hourly, { ...missed, catchUp })).toEqual(due));

  it('of more than a hundred, the latest hundred', () => {
    const { run: first } = dueRun(hourly, { settled: 0, now: 1_000 * HOUR, catchUp: 'each' }) ?? {};
    expect(first).toBe(901 * HOUR);
  });

  it('a run that is only a little late is no missed one', () => {
    expect(dueRun(hourly, { settled: 0, now: HOUR + 9 * MINUTE, catchUp: 'none' })).toEqual({
      settled: HOUR,
      run: HOUR,
    });
  });

  it('whatever the schedule and the pace of looking: each run once, in order, none invented', () => {
    const schedules = fc.constantFrom('0 * * * *', '15,45 6-9 * * *', '0 0 * * 1', '7 7 1,15 * *');
    const steps = fc.array(fc.integer({ min: 1, max: 2 * DAY }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(schedules, steps, (schedule, paces) => {
        const timetable = table(schedule, 'America/New_York');
        let [settled, now] = [at('2026-02-20T00:00:00Z'), at('2026-02-20T00:00:00Z')];
        const expected: number[] = [];
        const runs: number[] = [];
        const end = paces.reduce((sum, pace) => sum + pace, now);
        for (let moment = timetable.next(settled); moment !== undefined && moment <= end; ) {
          expected.push(moment);
          moment = timetable.next(moment);
        }
        for (const pace of paces) {
          now += pace;
          for (let due = dueRun(timetable, { settled, now, catchUp: 'each' }); due; ) {
            if (due.run !== undefined) runs.push(due.run);
            settled = due.settled;
            due = dueRun(timetable, { settled, now, catchUp: 'each' });
          }
        }
        expect(runs).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});
