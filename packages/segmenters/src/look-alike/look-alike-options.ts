import { type Condition, listsIn, parseRule, type Rule, segmentsIn } from '@sintonia/rules';
import { assertKnownOptions, isSintoniaError } from '@sintonia/spec';
import type { NamedMeasure, PersonMeasure } from '../measures/person-measure.js';
import { readMeasures, readTrait } from '../measures/read-measures.js';
import { invalidOption } from '../options/invalid-option.js';
import { readEntries, readName, readOptionInteger, readOptionNumber } from '../options/read-options.js';

/** A trait, told or computed, that is a word or yes or no. */
export interface CategoryMeasure {
  readonly category: string;
}

export interface LookAlikeOptions {
  /** Those whom others shall be like: who meets a rule (of traits, measures and what was performed), or people by their `userId`. */
  readonly seed: Rule | { readonly userIds: readonly string[] };
  /** Name of segmenter, segment and plugin, so that there can be several. Default: `look-alike`. */
  readonly name?: string;
  /**
   * What likeness goes by, 1 to 30. Leave out what the seed is declared by, or only that is found again. Default: recency, tenure,
   * signals.
   */
  readonly measures?: Readonly<Record<string, PersonMeasure | CategoryMeasure>>;
  /** Who is in the segment: the likeliest of all who are not in the seed, as a part of them. 0.001 to 0.5. Default: 0.1. */
  readonly reach?: number;
  /** With fewer people in the seed, or outside it, nothing is learnt. 10 to 1,000,000. Default: 50. */
  readonly minimumSeed?: number;
  /** Unit of revenue in reasons, such as `EUR`. Default: none. */
  readonly currency?: string;
}

export interface LookAlikeSettings {
  readonly name: string;
  readonly seed: Rule | ReadonlySet<string>;
  readonly measures: readonly NamedMeasure[];
  /** Traits that are words, by the name of their measure. */
  readonly categories: readonly (readonly [name: string, trait: string])[];
  readonly reach: number;
  readonly minimumSeed: number;
}

const defaults = { recency: 'recency', tenure: 'tenure', signals: 'signals' } as const;
const MOST = 30;

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readLookAlikeOptions(options: LookAlikeOptions): LookAlikeSettings {
  assertKnownOptions(options, ['seed', 'name', 'measures', 'reach', 'minimumSeed', 'currency']);
  const { name = 'look-alike', measures = defaults, reach = 0.1, minimumSeed = 50 } = options;
  const currency = options.currency === undefined ? undefined : readName(options.currency, 'currency');
  const entries = readEntries(measures, 'measures');
  if (entries.length > MOST) throw invalidOption('measures', `an object of 1 to ${MOST} members`);
  const isCategory = ([, measure]: (typeof entries)[number]) =>
    typeof measure === 'object' && measure !== null && 'category' in measure;
  const numbers = entries.filter((entry) => !isCategory(entry));
  return {
    name: readName(name, 'name'),
    seed: readSeed(options.seed),
    measures:
      numbers.length === 0
        ? []
        : readMeasures(Object.fromEntries(numbers), { field: 'measures', most: MOST, currency }),
    categories: entries.filter(isCategory).map(([name, measure]) => [name, readCategory(measure, `measures.${name}`)]),
    reach: readOptionNumber(reach, 'reach', 0.001, 0.5),
    minimumSeed: readOptionInteger(minimumSeed, 'minimumSeed', 10, 1_000_000),
  };
}

function readCategory(measure: unknown, field: string): string {
  assertKnownOptions(measure, ['category'], field);
  return readTrait((measure as CategoryMeasure).category, `${field}.category`);
}

function readSeed(seed: unknown): Rule | ReadonlySet<string> {
  if (typeof seed !== 'object' || seed === null) throw invalidOption('seed', 'a rule or { userIds }');
  if ('userIds' in seed) {
    assertKnownOptions(seed, ['userIds'], 'seed');
    const { userIds } = seed;
    if (!Array.isArray(userIds) || !userIds.every((id) => typeof id === 'string')) {
      throw invalidOption('seed.userIds', 'a list of texts');
    }
    return new Set(userIds);
  }
  const rule = readRule(seed);
  // Segments, lists and percentiles are known to the engine; a segmenter is told of one person at a time.
  if (segmentsIn(rule.rule).length + listsIn(rule.rule).length > 0 || hasPercentile(rule.rule)) {
    throw invalidOption('seed', 'a rule without segments, lists and percentiles');
  }
  return rule;
}

function readRule(seed: object): Rule {
  try {
    return parseRule(seed as Rule);
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    throw invalidOption(`seed.${error.field ?? 'rule'}`, 'part of a rule');
  }
}

function hasPercentile(condition: Condition): boolean {
  if ('percentile' in condition) return true;
  if ('not' in condition) return hasPercentile(condition.not);
  if ('all' in condition) return condition.all.some(hasPercentile);
  return 'any' in condition && condition.any.some(hasPercentile);
}
