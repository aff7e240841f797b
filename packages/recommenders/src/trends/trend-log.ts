import type { Marks } from './marks.js';

/** Series that are parts of one whole: all terms, or all items. */
export interface Family {
  readonly kind: 'term' | 'item' | 'attribute';
  /** Where `kind` is that. */
  readonly attribute: string | undefined;
  readonly segment: string | undefined;
  readonly series: Map<string, Marks>;
  /** Who said anything; undefined where the whole is the sum of its parts. */
  readonly all: Marks | undefined;
}

/** A text of the longest window. */
export interface RecentText {
  readonly bucket: number;
  readonly person: number;
  readonly segment: string | undefined;
  readonly itemId: string | undefined;
  /** The word of each term. */
  readonly terms: ReadonlyMap<string, string>;
  /** From −1 to 1. */
  readonly opinion: number;
}

/** What was said and done, by whom and when. */
export class TrendLog {
  readonly #families = new Map<string, Family>();
  readonly #people = new Map<string, number>();
  readonly recent: RecentText[] = [];
  texts = 0;
  interactions = 0;
  /** What lies after the moment of the fit, and was left out. */
  future = 0;

  get families(): readonly Family[] {
    return [...this.#families.values()];
  }

  get people(): number {
    return this.#people.size;
  }

  get items(): number {
    return this.#families.get(keyOf('item', undefined, undefined))?.series.size ?? 0;
  }

  /** A person's number, from 0. */
  numberOf(person: string): number {
    const known = this.#people.get(person);
    if (known !== undefined) return known;
    this.#people.set(person, this.#people.size);
    return this.#people.size - 1;
  }

  /** Adds to series of everybody and of the segment. */
  add(
    kind: Family['kind'],
    names: Iterable<string>,
    mark: number,
    segment: string | undefined,
    attribute?: string,
  ): void {
    const families = [this.#family(kind, undefined, attribute)];
    if (segment !== undefined) families.push(this.#family(kind, segment, attribute));
    for (const { all } of families) all?.push(mark);
    for (const name of names) {
      for (const { series } of families) {
        const marks = series.get(name);
        if (marks) marks.push(mark);
        else series.set(name, [mark]);
      }
    }
  }

  #family(kind: Family['kind'], segment: string | undefined, attribute: string | undefined): Family {
    const key = keyOf(kind, segment, attribute);
    let family = this.#families.get(key);
    if (!family) {
      family = { kind, attribute, segment, series: new Map(), all: kind === 'term' ? [] : undefined };
      this.#families.set(key, family);
    }
    return family;
  }
}

const keyOf = (...parts: readonly (string | undefined)[]) => JSON.stringify(parts.map((part) => part ?? null));
