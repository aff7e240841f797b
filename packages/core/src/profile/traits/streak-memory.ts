import type { JsonValue } from '@sintonia/spec';
import { dayStartAfter, localDay } from '../local-time.js';
import type { TraitMemory, TraitMoment } from './trait-memory.js';

/** Ten years of days: what lies further back than that from the latest is forgotten. */
const LONGEST = 3_660;

/** The latest day (week) with a signal, and the days up to it as hexadecimal bits, the lowest for the latest day itself. */
type State = readonly [latest: number, bits: string];

/** How many days or weeks in a row have a signal. One bit a day is all there is to know of it, so any order will do. */
export class StreakMemory implements TraitMemory {
  constructor(private readonly each: 'day' | 'week') {}

  advance(state: JsonValue | undefined, { timestamp }: { readonly timestamp: number }, zone: string): JsonValue {
    const unit = this.#unitOf(localDay(timestamp, zone));
    const next = [unit, '1'];
    if (state === undefined) return next;
    const [latest, bits] = state as unknown as State;
    // Most signals come on a day that is known.
    return unit <= latest && isSet(bits, latest - unit) ? state : this.merge(state, next);
  }

  merge(one: JsonValue, other: JsonValue): JsonValue {
    const states = [one, other] as unknown as [State, State];
    const [[latest, bits], [earlier, others]] = states[0][0] >= states[1][0] ? states : [states[1], states[0]];
    const behind = latest - earlier;
    if (behind >= LONGEST) return [latest, bits];
    const both = BigInt(`0x${bits}`) | (BigInt(`0x${others}`) << BigInt(behind));
    return [latest, BigInt.asUintN(LONGEST, both).toString(16)];
  }

  value(state: JsonValue | undefined, { now, zone }: TraitMoment): number {
    if (state === undefined) return 0;
    const [latest, bits] = state as unknown as State;
    if (latest < this.#unitOf(localDay(now, zone)) - 1) return 0;
    const inARow = /1+$/.exec(BigInt(`0x${bits}`).toString(2));
    return inARow?.[0].length ?? 0;
  }

  nextChangeAt(state: JsonValue | undefined, { now, zone }: TraitMoment): number {
    if (this.value(state, { now, zone }) === 0) return Infinity;
    const [latest] = state as unknown as State;
    return dayStartAfter(now, this.#firstDayOf(latest + 2), zone);
  }

  /** Day 0 was a Thursday; weeks begin on Monday. */
  #unitOf(day: number): number {
    return this.each === 'day' ? day : Math.floor((day + 3) / 7);
  }

  #firstDayOf(unit: number): number {
    return this.each === 'day' ? unit : unit * 7 - 3;
  }
}

function isSet(bits: string, place: number): boolean {
  const digit = bits[bits.length - 1 - Math.floor(place / 4)];
  return digit !== undefined && ((Number.parseInt(digit, 16) >> (place % 4)) & 1) === 1;
}
