import { HOUR, MINUTE } from '@sintonia/spec';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** Clocks everywhere differ from UTC by quarters of an hour, so that within one the local hour stays. */
const QUARTER = 15 * MINUTE;
/** Of each zone so many quarters are remembered: a year and more. */
const MOST_QUARTERS = 40_000;
/** There are some 600 names, but each can be written in capitals, too. */
const MOST_ZONES = 1_000;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly hours: Map<number, number>;
}

// Asking the calendar takes microseconds, and making one takes hundreds.
const zones = new Map<string, Zone | undefined>();

/** The local hour of the week: 0 is Monday 00:00 to 01:00, 167 Sunday 23:00 to 24:00. In UTC where there is no such zone. */
export function hourOfWeek(at: number, timezone: unknown): number {
  const zone = typeof timezone === 'string' && timezone !== 'UTC' ? known(timezone) : undefined;
  // The first hour of 1970 was the 73rd of its week, a Thursday's.
  if (!zone) return (((Math.floor(at / HOUR) + 72) % 168) + 168) % 168;
  const quarter = Math.floor(at / QUARTER);
  let hour = zone.hours.get(quarter);
  if (hour === undefined) {
    if (zone.hours.size >= MOST_QUARTERS) zone.hours.clear();
    hour = hourBy(zone.format, quarter * QUARTER);
    zone.hours.set(quarter, hour);
  }
  return hour;
}

/** What the clock says, as facts: `hourOfWeek` (0 to 167), `hour` (0 to 23) and `weekday` (`monday` …). */
export function clockFacts(at: number, timezone: unknown) {
  const week = hourOfWeek(at, timezone);
  return { hourOfWeek: week, hour: week % 24, weekday: DAYS[Math.floor(week / 24)] as string };
}

/** Whether the calendar knows a zone of this name. */
export function isZone(timezone: unknown): boolean {
  return typeof timezone === 'string' && known(timezone) !== undefined;
}

function known(timeZone: string): Zone | undefined {
  if (!zones.has(timeZone)) {
    if (zones.size >= MOST_ZONES) zones.clear();
    zones.set(timeZone, zoneNamed(timeZone));
  }
  return zones.get(timeZone);
}

function zoneNamed(timeZone: string): Zone | undefined {
  try {
    const options = { timeZone, weekday: 'long', hour: 'numeric', hourCycle: 'h23' } as const;
    return { format: new Intl.DateTimeFormat('en-US', options), hours: new Map() };
  } catch {
    return undefined;
  }
}

function hourBy(format: Intl.DateTimeFormat, at: number): number {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = DAYS.indexOf((parts.get('weekday') as string).toLowerCase() as (typeof DAYS)[number]);
  return 24 * day + Number(parts.get('hour'));
}
