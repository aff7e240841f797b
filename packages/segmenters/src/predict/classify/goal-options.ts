import type { Recipe } from '@sintonia/learners';
import { type SignalPattern, signalFilter } from '@sintonia/rules';
import { isSintoniaError, type Signal } from '@sintonia/spec';
import { type FeatureOptions, type FeatureSettings, readFeatureOptions } from '../../features/feature-options.js';
import { invalidOption } from '../../options/invalid-option.js';
import { readName, readOptionInteger, readOptionNumber } from '../../options/read-options.js';
import type { Goal } from './goal.js';

/** What every prediction of a goal takes. */
export interface GoalOptions extends FeatureOptions {
  /** Name of the segmenter and of its prediction: another one for each that an engine has. */
  readonly name?: string;
  /** From this probability on somebody is in the segment. 0 to 1. Default: 0.5. */
  readonly threshold?: number;
  /** How to learn: logistic regression, boosted trees, or (`auto`) the better of both and their average. Default: `auto`. */
  readonly recipe?: 'auto' | 'logistic' | 'trees';
  /** With fewer people nothing is learnt. 20 to 1,000,000. Default: 200. */
  readonly minimumPeople?: number;
  /** With fewer people for whom it came true, or did not, nothing is learnt. 5 to 100,000. Default: 50. */
  readonly minimumPositives?: number;
}

/** Which signals are meant, such as `performed('Order Completed')` of `rules`, or the same as plain data. */
export type GoalPattern = SignalPattern | { toJSON(): SignalPattern };

/** Which signals are meant, read. */
export interface Hits {
  readonly type: string;
  has(signal: Signal): boolean;
}

export interface GoalSettings {
  readonly name: string;
  readonly segment: string;
  readonly goal: Goal;
  readonly hits: Hits;
  readonly features: FeatureSettings;
  readonly threshold: number;
  readonly recipes: readonly Recipe[];
  readonly minimumPeople: number;
  readonly minimumPositives: number;
}

export const goalOptionNames = [
  ...['name', 'threshold', 'recipe', 'minimumPeople', 'minimumPositives', 'signals', 'windows', 'traits'],
] as const;

const recipes = ['auto', 'logistic', 'trees'] as const;

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readGoalOptions(options: GoalOptions, name: string): Omit<GoalSettings, 'goal' | 'hits' | 'segment'> {
  const { threshold = 0.5, recipe = 'auto', minimumPeople = 200, minimumPositives = 50 } = options;
  if (!recipes.includes(recipe)) throw invalidOption('recipe', `one of ${recipes.join(', ')}`);
  return {
    name: readName(options.name ?? name, 'name'),
    features: readFeatureOptions(options),
    threshold: readOptionNumber(threshold, 'threshold', 0, 1),
    recipes: recipe === 'auto' ? ['logistic', 'trees', 'average'] : [recipe],
    minimumPeople: readOptionInteger(minimumPeople, 'minimumPeople', 20, 1_000_000),
    minimumPositives: readOptionInteger(minimumPositives, 'minimumPositives', 5, 100_000),
  };
}

/** @throws SINTONIA_OPTION_INVALID that names the field. */
export function readPattern(given: unknown, field: string): Hits {
  const pattern: unknown = JSON.parse(JSON.stringify(given ?? null));
  if (typeof pattern !== 'object' || pattern === null)
    throw invalidOption(field, "such as performed('Order Completed')");
  const { performed, where, ...rest } = pattern as SignalPattern & Record<string, unknown>;
  const type = readName(performed, `${field}.performed`);
  if (Object.keys(rest).length > 0)
    throw invalidOption(field, 'a type of signal and tests of it, and no number or window');
  try {
    const passes = signalFilter(where, `${field}.where`);
    return { type, has: (signal) => signal.type === type && passes(signal) };
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    throw invalidOption(error.field ?? field, 'a list of tests of the rule language');
  }
}
