import { FUTURE_TOLERANCE, type JsonValue, type Signal, type TraitScalar, type TraitValue } from '@sintonia/spec';
import type { FieldReader } from './field-reader.js';
import { comparing, type Fold, type Observation } from './fold.js';
import type { TraitMemory, TraitMoment } from './trait-memory.js';

/** So many of the latest observations are kept one by one. */
const EXACT = 100;
/** Into so many parts a window is cut for those before. */
const PARTS = 50;

interface State<Folded extends JsonValue> {
  /** The latest observations, oldest first; of the same moment in the order of their values. */
  readonly at: readonly number[];
  readonly values: readonly TraitScalar[];
  /** Those before, summed up by part of the calendar: number of the part since 1970. */
  readonly parts: Readonly<Record<string, Folded>>;
}

/**
 * Sums up what is younger than a window; what is dated ahead of our clock counts at once. The latest 100 observations leave the
 * window at the very moment. Those before, where there are more, leave by fiftieths of the window: each counts as if it had
 * happened at the start of its fiftieth. Both depend only on which signals there are.
 */
export class WindowedMemory<Folded extends JsonValue> implements TraitMemory {
  readonly #part: number;

  constructor(
    private readonly fold: Fold<Folded>,
    private readonly read: FieldReader,
    private readonly within: number,
  ) {
    this.#part = within / PARTS;
  }

  advance(state: JsonValue | undefined, signal: Signal): JsonValue | undefined {
    return this.read(signal).reduce<JsonValue | undefined>((before, value) => {
      const known = (before as unknown as State<Folded> | undefined) ?? { at: [], values: [], parts: {} };
      return this.#with(known, { at: signal.timestamp, value }) as unknown as JsonValue;
    }, state);
  }

  merge(one: JsonValue, other: JsonValue): JsonValue {
    const [{ parts, ...state }, { at, values, parts: others }] = [one, other] as unknown as [
      State<Folded>,
      State<Folded>,
    ];
    const both = { ...parts };
    for (const [part, each] of Object.entries(others))
      both[part] = this.fold.merge(both[part] ?? this.fold.empty, each);
    return at.reduce<State<Folded>>(
      (merged, each, index) => this.#with(merged, { at: each, value: values[index] as TraitScalar }),
      { ...state, parts: both },
    ) as unknown as JsonValue;
  }

  value(state: JsonValue | undefined, { now }: TraitMoment): TraitValue | undefined {
    const { fold } = this;
    if (state === undefined) return fold.value(fold.empty);
    const { at, values, parts } = state as unknown as State<Folded>;
    const since = now - this.within;
    let folded = fold.empty;
    for (const [part, each] of Object.entries(parts)) {
      if (this.#startOf(part) > since) folded = fold.merge(folded, each);
    }
    for (let place = at.length - 1; place >= 0 && (at[place] as number) > since; place--) {
      folded = fold.add(folded, { at: at[place] as number, value: values[place] as TraitScalar });
    }
    return fold.value(folded);
  }

  nextChangeAt(state: JsonValue | undefined, { now }: TraitMoment): number {
    if (state === undefined) return Infinity;
    const { at, parts } = state as unknown as State<Folded>;
    const starts = Object.keys(parts).map((part) => this.#startOf(part));
    const oldest = at.find((each) => each > now - this.within) ?? Infinity;
    return starts.filter((start) => start > now - this.within).reduce((a, b) => Math.min(a, b), oldest) + this.within;
  }

  #with(state: State<Folded>, observation: Observation): State<Folded> {
    // No clock is asked here: what the latest signal has left behind, every later moment has.
    const known = state.at.at(-1) ?? -Infinity;
    const latest = Math.max(observation.at, known);
    const since = latest - FUTURE_TOLERANCE - this.within;
    if (observation.at <= since) return state;
    const place = placeOf(observation, state);
    const at = state.at.toSpliced(place, 0, observation.at);
    const values = state.values.toSpliced(place, 0, observation.value);
    let parts = latest === known ? state.parts : this.#after(state.parts, since);
    let left = 0;
    while (left < at.length - EXACT || (at[left] as number) <= since) {
      parts = this.#into(parts, { at: at[left] as number, value: values[left] as TraitScalar }, since);
      left += 1;
    }
    return left === 0 ? { at, values, parts } : { at: at.slice(left), values: values.slice(left), parts };
  }

  #into(parts: State<Folded>['parts'], observation: Observation, since: number): State<Folded>['parts'] {
    const part = String(Math.floor(observation.at / this.#part));
    if (this.#startOf(part) <= since) return parts;
    return { ...parts, [part]: this.fold.add(parts[part] ?? this.fold.empty, observation) };
  }

  #after(parts: State<Folded>['parts'], since: number): State<Folded>['parts'] {
    const live = Object.entries(parts).filter(([part]) => this.#startOf(part) > since);
    return live.length === Object.keys(parts).length ? parts : Object.fromEntries(live);
  }

  #startOf(part: string): number {
    return Number(part) * this.#part;
  }
}

function placeOf({ at, value }: Observation, state: State<JsonValue>): number {
  const isBefore = (each: number, index: number) =>
    each < at || (each === at && comparing(state.values[index] as TraitScalar, value) < 0);
  return state.at.findLastIndex(isBefore) + 1;
}
