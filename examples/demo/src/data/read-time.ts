import { DAY } from '@sintonia/spec';

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP]M)?)?$/i;
const COMPACT = /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;
const NUMBER = /^\d{1,19}(\.\d+)?$/;

/**
 * A moment as tables write it, in milliseconds since 1970: ISO 8601, `YYYY-MM-DD HH:MM:SS`, `YYYYMMDD`, `M/D/YYYY`, or
 * seconds, milliseconds or microseconds since 1970. Without a zone it is taken as UTC. Undefined when it is none of these,
 * no real day, or more than a year ahead of the machine's clock.
 */
export function readTime(written: string, today = Date.now()): number | undefined {
  const at = parse(written.trim());
  return at === undefined || at > today + 366 * DAY ? undefined : at;
}

function parse(text: string): number | undefined {
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, year, month, day, hour, minute, second, fraction, zone] = iso;
    const at = moment(year, month, day, hour, minute, second);
    const thousandths = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
    return at === undefined ? undefined : at + thousandths - offset(zone);
  }
  const american = AMERICAN.exec(text);
  if (american !== null) {
    const [, month, day, year, hour, minute, second, half] = american;
    return moment(year, month, day, hour === undefined ? hour : inFullDay(hour, half), minute, second);
  }
  const compact = COMPACT.exec(text);
  if (compact !== null) return moment(compact[1], compact[2], compact[3]);
  if (!NUMBER.test(text)) return undefined;
  const number = Number(text);
  return Math.trunc(number < 1e11 ? number * 1000 : number < 1e14 ? number : number / 1000);
}

function moment(
  ...[year, month, day, hour = '0', minute = '0', second = '0']: (string | undefined)[]
): number | undefined {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const start = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC turns the 31st of February into a day of March.
  if (new Date(start).getUTCDate() !== Number(day) || Number(month) > 12 || Number(month) < 1) return undefined;
  return start + (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
}

function inFullDay(hour: string, half: string | undefined): string {
  if (half === undefined) return hour;
  const upToEleven = Number(hour) % 12;
  return String(half.toUpperCase() === 'PM' ? upToEleven + 12 : upToEleven);
}

function offset(zone: string | undefined): number {
  if (zone === undefined || /^(z|utc)$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
