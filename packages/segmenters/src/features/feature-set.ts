import type { Column } from '@sintonia/learners';
import { DAY } from '@sintonia/spec';
import type { FeatureSettings } from './feature-options.js';
import type { Timeline } from './timeline.js';

/** A person at a moment. */
export interface Moment {
  readonly timeline: Timeline;
  readonly at: number;
}

/** Features that grow with the calendar by themselves: that they are others now than then is no news. */
export const ageing: ReadonlySet<string> = new Set(['value ever', 'days since the first']);

type Category = string | undefined;

/**
 * Numbers about a person at a moment, out of nothing but what was known then: how often and how lately they did what is counted,
 * what it was worth, how long they have been here, and what they told.
 */
export class FeatureSet {
  /** Names of the features that are numbers, in order. */
  readonly numbers: readonly string[];
  /** Signal types that are counted. */
  readonly signals: readonly string[];
  readonly #settings: FeatureSettings;
  readonly #placeOf: ReadonlyMap<string, number>;

  constructor(settings: FeatureSettings) {
    this.#settings = settings;
    const { signals, windows } = settings;
    this.signals = signals;
    this.#placeOf = new Map(signals.map((type, place) => [type, place]));
    this.numbers = [
      ...signals.flatMap((type) => windows.map(({ name }) => `${type} within ${name}`)),
      ...signals.map((type) => `days since ${type}`),
      ...windows.map(({ name }) => `value within ${name}`),
      ...['value ever', 'days since anything', 'days since the first'],
    ];
  }

  /** In the order of `numbers`; NaN where something never happened. */
  numbersAt({ timeline, at }: Moment): Float64Array {
    const { signals, windows } = this.#settings;
    const counts = new Float64Array(signals.length * windows.length);
    const since = new Float64Array(signals.length).fill(Number.NaN);
    const values = new Float64Array(windows.length + 1);
    let [latest, first] = [Number.NaN, Number.NaN];
    for (const deed of timeline.until(at)) {
      const place = this.#placeOf.get(deed.type);
      if (place === undefined) continue;
      const age = at - deed.at;
      if (Number.isNaN(since[place])) since[place] = age / DAY;
      if (Number.isNaN(latest)) latest = age / DAY;
      first = age / DAY;
      for (const [window, { length }] of windows.entries()) {
        if (age >= length) continue;
        counts[place * windows.length + window] = (counts[place * windows.length + window] as number) + 1;
        values[window] = (values[window] as number) + deed.value;
      }
      values[windows.length] = (values[windows.length] as number) + deed.value;
    }
    return Float64Array.from([...counts, ...since, ...values, latest, first]);
  }

  /** As columns to learn from, of `rows` where their numbers are there already: numbers first, then traits. A trait of which any value is no number is a category. */
  columnsOf(
    moments: readonly Moment[],
    kinds = this.kindsOf(moments),
    rows: readonly Float64Array[] = moments.map((moment) => this.numbersAt(moment)),
  ): readonly Column[] {
    const numbers = this.numbers.map((name, at) => ({
      name,
      numbers: Float64Array.from(rows, (row) => row[at] as number),
    }));
    const traits = this.#settings.traits.map((trait, at): Column => {
      const values = moments.map(({ timeline }) => traitOf(timeline, trait));
      return kinds[at] === 'numbers'
        ? {
            name: trait,
            numbers: Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN)),
          }
        : { name: trait, categories: values.map((value): Category => (value === undefined ? value : String(value))) };
    });
    return [...numbers, ...traits];
  }

  /** What each trait is. */
  kindsOf(moments: readonly Moment[]): readonly ('numbers' | 'categories')[] {
    return this.#settings.traits.map((trait) => {
      const isNumber = moments.every(({ timeline }) =>
        ['number', 'undefined'].includes(typeof traitOf(timeline, trait)),
      );
      return isNumber ? 'numbers' : 'categories';
    });
  }

  /** The value of a feature, to be shown beside what it did. */
  valueOf(name: string, moment: Moment): number | string | null {
    const place = this.numbers.indexOf(name);
    const value = place >= 0 ? (this.numbersAt(moment)[place] as number) : traitOf(moment.timeline, name);
    if (typeof value === 'number') return Number.isFinite(value) ? value : null;
    return value === undefined ? null : String(value);
  }
}

/** Undefined where it was not told, or can't be learnt from. */
function traitOf({ traits }: Timeline, name: string): number | string | boolean | undefined {
  const value: unknown = Object.hasOwn(traits, name) ? traits[name] : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}
