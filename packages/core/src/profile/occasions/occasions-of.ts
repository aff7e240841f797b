import { DAY, type Occasion, type Occasions } from '@sintonia/spec';
import { localDay } from '../local-time.js';

/** Nobody is older, but dates of birth such as 1900-01-01 are made up. */
const OLDEST = 120;

interface Known {
  /** The trait, whatever it is. */
  readonly birthday: unknown;
  readonly firstPurchaseAt: number | undefined;
  readonly now: number;
  readonly zone: string;
}

/** What the calendar says about a person today, in their zone; undefined when it says nothing. */
export function occasionsOf({ birthday, firstPurchaseAt, now, zone }: Known): Occasions | undefined {
  const today = localDay(now, zone);
  const born = birthDay(birthday, today);
  if (born === undefined && firstPurchaseAt === undefined) return undefined;
  return {
    ...(born === undefined ? {} : { birthday: nextOf(born, today), age: yearsBetween(born, today) }),
    ...(firstPurchaseAt === undefined
      ? {}
      : { firstPurchaseAt, firstPurchase: nextOf(localDay(firstPurchaseAt, zone), today) }),
  };
}

/** As days since 1970, when it is a date on which somebody alive may have been born. */
function birthDay(text: unknown, today: number): number | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const day = Date.parse(text) / DAY;
  // Some engines read the 30th of February as a day in March.
  if (Number.isNaN(day) || dateOf(day) !== text || day > today) return undefined;
  return yearsBetween(day, today) > OLDEST ? undefined : day;
}

/** The first anniversary from today on. What begins today has its first one in a year. */
function nextOf(day: number, today: number): Occasion {
  let years = Math.max(1, yearsBetween(day, today));
  if (anniversary(day, years) < today) years += 1;
  const next = anniversary(day, years);
  return { next: dateOf(next), inDays: next - today, years };
}

/** Whole years, 0 for what lies ahead. */
function yearsBetween(day: number, today: number): number {
  const years = new Date(today * DAY).getUTCFullYear() - new Date(day * DAY).getUTCFullYear();
  return Math.max(0, anniversary(day, years) > today ? years - 1 : years);
}

/** The day so many years later; of 29 February it is 1 March in years that have none. */
function anniversary(day: number, years: number): number {
  const date = new Date(day * DAY);
  return date.setUTCFullYear(date.getUTCFullYear() + years) / DAY;
}

const dateOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
