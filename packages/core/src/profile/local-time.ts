import { DAY, HOUR } from '@sintonia/spec';

/** Of each zone so many days are remembered: ten years and more. */
const MOST_DAYS = 4_000;
/** There are some 600 names, but each can be written in capitals, too. */
const MOST_ZONES = 1_000;
const HOURS_A_WEEK = 168;
/** Local time, too, must lie within what a Date can hold. */
const LAST = 8.64e15 - 2 * DAY;

/** By UTC day, how far local time is ahead; undefined on days on which that changes. */
type Offsets = Map<number, number | undefined>;
interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Offsets;
}

// Asking the calendar takes microseconds, and making one takes hundreds.
const zones = new Map<string, Zone | undefined>();

/** The zone that a trait names, or else UTC. */
export function zoneOf(timezone: unknown): string {
  return typeof timezone === 'string' && known(timezone) !== undefined ? timezone : 'UTC';
}

/** Milliseconds by which local time is ahead of UTC at this moment. Asked of the calendar, which knows daylight saving time. */
export function offsetAt(at: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const { format, offsets } = known(zone) as Zone;
  const day = Math.floor(at / DAY);
  if (!offsets.has(day)) {
    if (offsets.size >= MOST_DAYS) offsets.clear();
    const atStart = offsetBy(format, day * DAY);
    offsets.set(day, atStart === offsetBy(format, (day + 1) * DAY) ? atStart : undefined);
  }
  return offsets.get(day) ?? offsetBy(format, at);
}

/** The local date as days since 1 January 1970. */
export function localDay(at: number, zone: string): number {
  return Math.floor((at + offsetAt(at, zone)) / DAY);
}

/** The local hour of the week: 0 is Monday 00:00 to 01:00, 167 Sunday 23:00 to 24:00. */
export function hourOfWeek(at: number, zone: string): number {
  // The first hour of 1970 was the 73rd of its week, a Thursday's.
  const hour = Math.floor((at + offsetAt(at, zone)) / HOUR) + 72;
  return ((hour % HOURS_A_WEEK) + HOURS_A_WEEK) % HOURS_A_WEEK;
}

/**
 * The moment after `now` at which a local day begins. Where clocks are changed around that midnight it may be given an hour
 * early, never late.
 */
export function dayStartAfter(now: number, day: number, zone: string): number {
  const around = [offsetAt((day - 1) * DAY, zone), offsetAt((day + 1) * DAY, zone)];
  const starts = [day * DAY - Math.max(...around), day * DAY - Math.min(...around)];
  return starts.find((start) => start > now) ?? now + 1;
}

function known(timeZone: string): Zone | undefined {
  if (zones.size >= MOST_ZONES) zones.clear();
  if (!zones.has(timeZone)) zones.set(timeZone, zoneNamed(timeZone));
  return zones.get(timeZone);
}

function zoneNamed(timeZone: string): Zone | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    });
    return { format, offsets: new Map() };
  } catch {
    return undefined;
  }
}

function offsetBy(format: Intl.DateTimeFormat, moment: number): number {
  const at = Math.max(-LAST, Math.min(LAST, moment));
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const local = new Date(0);
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  local.setUTCFullYear(year, part('month') - 1, part('day'));
  local.setUTCHours(part('hour'), part('minute'), part('second'));
  return local.getTime() - Math.floor(at / 1_000) * 1_000;
}
