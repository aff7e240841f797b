import type { Item, Towards } from '@sintonia/spec';
import type { AttributeDeclaration } from '../attributes/attribute-options.js';
import { attributeOf, categoriesOf, dateOf, numberOf } from '../attributes/attribute-values.js';

/** What lies further from the median, in widths of the middle half, counts as that far: outliers would have all the say. */
const FURTHEST = 3;
/** `less` and `more` go so far, in widths of the middle half. */
const STEP = 1;
/** The least that a row holds, so that no row is of zeros, for which many distances are NaN. */
const LEAST = 0.01;

/** A learnt attribute. */
interface Axis extends Required<AttributeDeclaration> {
  readonly name: string;
  /** Number of its first column. */
  readonly first: number;
  /** Of numbers and dates. */
  readonly median: number;
  readonly width: number;
  /** One column each. */
  readonly categories: readonly string[];
}

/** A space as JSON. */
export type RobustSpaceJson = readonly Axis[];

/**
 * Items as plain rows for a distance: numbers by (x − median) / (width of the middle half), cut at ±3 and brought to 0 to 1; a column of
 * 0 or 1 for each category; times the attribute's weight. What is missing is as the median, or of no category.
 */
export class RobustSpace {
  readonly columns: number;

  /** @throws TypeError for what is no space. */
  constructor(readonly axes: RobustSpaceJson) {
    const last = axes.at(-1);
    this.columns = last ? last.first + Math.max(1, last.categories.length) : 0;
  }

  /** Learns how the values of the declared attributes are spread. An attribute in which all items are alike is left out. */
  static learn(items: readonly Item[], declared: ReadonlyMap<string, Required<AttributeDeclaration>>): RobustSpace {
    let first = 0;
    const axes: Axis[] = [];
    for (const [name, { kind, weight }] of declared) {
      const values = items.map((item) => attributeOf(item, name));
      if (kind === 'category') {
        const categories = [...new Set(values.flatMap(categoriesOf))].sort();
        if (categories.length < 2) continue;
        axes.push({ name, kind, weight, first, median: 0, width: 1, categories });
        first += categories.length;
        continue;
      }
      const numbers = values.map(kind === 'date' ? dateOf : numberOf).filter((each) => each !== undefined);
      const spread = spreadOf(numbers);
      if (spread) axes.push({ name, kind, weight, first: first++, ...spread, categories: [] });
    }
    return new RobustSpace(axes);
  }

  get names(): readonly string[] {
    return this.axes.map(({ name }) => name);
  }

  /** Undefined for an item of which nothing is known. */
  rowOf(item: Item): Float64Array | undefined {
    const row = new Float64Array(this.columns);
    let known = 0;
    for (const { name, kind, weight, first, median, width, categories } of this.axes) {
      const value = attributeOf(item, name);
      if (kind === 'category') {
        const own = new Set(categoriesOf(value));
        for (const [at, category] of categories.entries()) {
          row[first + at] = weight * (LEAST + (own.has(category) ? 1 : 0));
          if (own.has(category)) known++;
        }
        continue;
      }
      const number = kind === 'date' ? dateOf(value) : numberOf(value);
      if (number !== undefined) known++;
      row[first] = weight * placeOf(number === undefined ? 0 : (number - median) / width);
    }
    return known === 0 ? undefined : row;
  }

  /** A row moved along its numbers: `less` and `more` by the width of the middle half, a number all the way to it. */
  moved(row: Float64Array, towards: Towards): Float64Array {
    const moved = row.slice();
    for (const { name, kind, weight, first, median, width } of this.axes) {
      const target = Object.hasOwn(towards, name) ? towards[name] : undefined;
      if (target === undefined || kind === 'category') continue;
      const from = ((row[first] as number) / weight - LEAST) * 2 * FURTHEST - FURTHEST;
      const to = typeof target === 'number' ? (target - median) / width : from + (target === 'more' ? STEP : -STEP);
      moved[first] = weight * placeOf(to);
    }
    return moved;
  }
}

/** From 0 to 1, and a little more. */
const placeOf = (off: number) => LEAST + (Math.max(-FURTHEST, Math.min(FURTHEST, off)) + FURTHEST) / (2 * FURTHEST);

/** The median and the width of the middle half; where that is none, of the whole. Undefined where all are alike. */
function spreadOf(numbers: readonly number[]): { readonly median: number; readonly width: number } | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const last = sorted.length - 1;
  if (last < 0 || sorted[0] === sorted[last]) return undefined;
  const at = (share: number) => sorted[Math.round(share * last)] as number;
  const width = at(0.75) - at(0.25) || at(1) - at(0);
  return Number.isFinite(width) ? { median: at(0.5), width } : undefined;
}
