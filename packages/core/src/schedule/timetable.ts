import { readDuration } from '@sintonia/rules';
import { isTimeZone, type Job, MINUTE, SintoniaError } from '@sintonia/spec';
import { Cron } from 'croner';

/** A run that is late by more than this counts as missed. */
const LATE = 10 * MINUTE;
const MOST_MISSED = 100;

/** When a job is to run: pure arithmetic on moments, the same in every process. */
export interface Timetable {
  /** The first moment after this one. Absent when there is none. */
  next(after: number): number | undefined;
  /** The last moments up to and including this one, oldest first, at most `count`. */
  upTo(now: number, count: number): readonly number[];
}

/** What a job is to do now: `run`, or else nothing but to settle everything up to `settled`. */
export interface DueRun {
  readonly settled: number;
  readonly run?: number;
}

/** @throws SINTONIA_OPTION_INVALID that names the field. */
export function readTimetable({ schedule, timezone }: Job, field: string): Timetable {
  if (typeof schedule === 'string') return byCron(schedule, timezone ?? 'UTC', field);
  return byLength(readDuration(schedule?.every, `${field}.schedule.every`));
}

/** Which run is due, if any, when all up to `settled` are done with. */
export function dueRun(
  timetable: Timetable,
  { settled, now, catchUp = 'latest' }: { settled: number; now: number; catchUp?: Job['catchUp'] },
): DueRun | undefined {
  const next = timetable.next(settled);
  if (next === undefined || next > now) return undefined;
  const run = catchUp === 'each' ? oldest(timetable, next, now) : (timetable.upTo(now, 1)[0] ?? next);
  return catchUp === 'none' && now - run > LATE ? { settled: run } : { settled: run, run };
}

/** The oldest run from `next` on that is among the last hundred. */
function oldest(timetable: Timetable, next: number, now: number): number {
  let moment: number | undefined = next;
  for (let count = 0; count < MOST_MISSED; count++) {
    moment = timetable.next(moment);
    if (moment === undefined || moment > now) return next;
  }
  return timetable.upTo(now, MOST_MISSED)[0] ?? next;
}

/** Moments are multiples of the length since 1970, so that all processes mean the same ones. */
function byLength(length: number): Timetable {
  const before = (moment: number) => Math.floor(moment / length) * length;
  return {
    next: (after) => before(after) + length,
    upTo: (now, count) => Array.from({ length: count }, (_, index) => before(now) - (count - 1 - index) * length),
  };
}

function byCron(expression: string, timezone: string, field: string): Timetable {
  const cron = readCron(expression, timezone, field);
  return {
    next: (after) => cron.nextRun(new Date(after))?.getTime(),
    upTo: (now, count) =>
      // Those before a moment, and so before the millisecond after it.
      cron
        .previousRuns(count, new Date(now + 1))
        .map((moment) => moment.getTime())
        .reverse(),
  };
}

function readCron(expression: string, timezone: string, field: string): Cron {
  if (!isTimeZone(timezone)) throw invalid(`${field}.timezone`, 'must be a time zone such as Europe/Madrid');
  try {
    return new Cron(expression, { paused: true, timezone, mode: '5-part' });
  } catch {
    throw invalid(`${field}.schedule`, 'must be a cron expression of five fields, such as 0 8 * * 1');
  }
}

function invalid(field: string, must: string): SintoniaError {
  return new SintoniaError('OPTION_INVALID', `${field} ${must}.`, { field });
}
