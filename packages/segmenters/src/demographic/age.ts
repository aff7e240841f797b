import { DAY } from '@sintonia/spec';

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T|$)/;

/**
 * Whole years since a birthday, as of a day in UTC. Who was born on the 29th of February is a year older on the 1st of March
 * where there is no 29th. Negative for a birthday to come; `undefined` for what is no date.
 */
export function ageOn(birthday: string, now: number): number | undefined {
  const [, year = 0, month = 0, day = 0] = DATE.exec(birthday)?.map(Number) ?? [];
  const born = new Date(Date.UTC(year, month - 1, day));
  // `Date.UTC` takes the years 0 to 99 for those of the last century, and the 31st of April for the 1st of May.
  if (born.getUTCFullYear() !== year || born.getUTCMonth() !== month - 1 || born.getUTCDate() !== day) return undefined;
  const today = new Date(now);
  if (born.getTime() > now + DAY) return -1;
  const hadBirthday =
    today.getUTCMonth() > month - 1 || (today.getUTCMonth() === month - 1 && today.getUTCDate() >= day);
  return Math.max(0, today.getUTCFullYear() - year - (hadBirthday ? 0 : 1));
}
