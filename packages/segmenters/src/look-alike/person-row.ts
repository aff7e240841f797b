import type { Column } from '@sintonia/learners';
import type { Profile } from '@sintonia/spec';
import { folded } from '../dimensions/group-dimension.js';
import { factOf } from '../measures/person-measure.js';
import type { LookAlikeSettings } from './look-alike-options.js';

/** What is known of a person. */
export interface PersonRow {
  /** As told. NaN where it is not known. */
  readonly numbers: Float64Array;
  readonly categories: readonly (string | undefined)[];
}

type Asked = Pick<LookAlikeSettings, 'measures' | 'categories'>;

/** Nothing where somebody did nothing and told nothing of what is asked. */
export function personRow({ measures, categories }: Asked, profile: Profile, now: number): PersonRow | undefined {
  const numbers = Float64Array.from(measures, (measure) => measure.of(profile, now));
  const words = categories.map(([, trait]) => wordOf(factOf(profile, trait)));
  const hasTold =
    words.some((word) => word !== undefined) || measures.some(({ isTold }, at) => isTold && !Number.isNaN(numbers[at]));
  return hasTold || profile.firstSeenAt !== undefined ? { numbers, categories: words } : undefined;
}

/** The rows as columns to learn from: numbers by their size, then categories. */
export function columnsOf({ measures, categories }: Asked, rows: readonly PersonRow[]): readonly Column[] {
  return [
    ...measures.map(({ name, scaled }, at) => ({
      name,
      numbers: Float64Array.from(rows, ({ numbers }) => scaled(numbers[at] as number)),
    })),
    ...categories.map(([name], at) => ({ name, categories: rows.map((row) => row.categories[at]) })),
  ];
}

const LONGEST = 100;

function wordOf(fact: unknown): string | undefined {
  if (typeof fact === 'boolean') return String(fact);
  if (typeof fact !== 'string' || fact.length > LONGEST) return undefined;
  return folded(fact) || undefined;
}
