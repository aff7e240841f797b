import { DAY, type Profile } from '@sintonia/spec';

/** Something about a person that is a number. */
export type PersonMeasure =
  /** Of all revenue signals, refunds subtracted. */
  | 'revenue'
  /** Days since the last signal. */
  | 'recency'
  /** Days since the first signal. */
  | 'tenure'
  /** How many signals of any type. */
  | 'signals'
  /** How many signals of a type. */
  | { readonly count: string }
  /** A trait, told or computed, that is a number, or true (1) or false (0). */
  | { readonly trait: string };

/** A measure, ready to be taken. */
export interface NamedMeasure {
  readonly name: string;
  /** What is measured, as text, so that a model knows its own measures again. */
  readonly key: string;
  readonly unit: string | undefined;
  /** Whether it comes from a trait: then a number that is there says that the person is known. */
  readonly isTold: boolean;
  /** NaN where it is not known. */
  of(profile: Profile, now: number): number;
  /** How people differ in it: by the size of amounts and counts, by the number itself of traits. */
  scaled(value: number): number;
  /** The value that is scaled so. */
  unscaled(scaled: number): number;
}

export function namedMeasure(name: string, measure: PersonMeasure, currency: string | undefined): NamedMeasure {
  const key = JSON.stringify(measure);
  if (typeof measure === 'object' && 'trait' in measure) {
    const of = (profile: Profile) => numberOf(factOf(profile, measure.trait));
    return { name, key, unit: undefined, isTold: true, of, scaled: (value) => value, unscaled: (value) => value };
  }
  const of = (profile: Profile, now: number) => amountOf(profile, measure, now);
  return { name, key, unit: unitOf(measure, currency), isTold: false, of, scaled, unscaled };
}

type Amount = Exclude<PersonMeasure, { readonly trait: string }>;

const unitOf = (measure: Amount, currency: string | undefined) =>
  measure === 'revenue' ? currency : measure === 'recency' || measure === 'tenure' ? 'days' : 'signals';

function amountOf({ firstSeenAt, lastSeenAt, counts, revenue }: Profile, measure: Amount, now: number): number {
  if (measure === 'revenue') return revenue;
  if (measure === 'recency') return daysSince(lastSeenAt, now);
  if (measure === 'tenure') return daysSince(firstSeenAt, now);
  if (measure === 'signals') return Object.values(counts).reduce((sum, count) => sum + count, 0);
  return Object.hasOwn(counts, measure.count) ? (counts[measure.count] as number) : 0;
}

/** Signals of a clock that is ahead happen now. */
const daysSince = (moment: number | undefined, now: number) =>
  moment === undefined ? Number.NaN : Math.max(0, Math.floor((now - moment) / DAY));

/** From 10 to 100 is as far as from 100 to 1,000, on either side of 0. */
const scaled = (value: number) => Math.sign(value) * Math.log1p(Math.abs(value));

const unscaled = (value: number) => Math.sign(value) * Math.expm1(Math.abs(value));

/** A trait by its name, told or else computed. Never what an object inherits. */
export function factOf({ traits, computed }: Profile, name: string): unknown {
  const own = (facts: object) =>
    Object.hasOwn(facts, name) ? ((facts as Record<string, unknown>)[name] ?? undefined) : undefined;
  return own(traits) ?? own(computed);
}

function numberOf(fact: unknown): number {
  if (typeof fact === 'boolean') return Number(fact);
  return typeof fact === 'number' && Number.isFinite(fact) ? fact : Number.NaN;
}
