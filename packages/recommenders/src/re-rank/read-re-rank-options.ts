import { type ItemTest, itemRule } from '@sintonia/rules';
import { assertIdentifier, assertKnownOptions, type ItemFilter, isSintoniaError, SintoniaError } from '@sintonia/spec';
import { readOption } from '../read-option.js';
import { assertNoContradiction } from './assert-no-contradiction.js';
import type { Diversity, ReRankOptions } from './re-rank-options.js';

export interface CompiledBoost {
  readonly name: string;
  readonly meets: ItemTest;
  readonly by: number;
}

export interface CompiledQuota {
  readonly name: string;
  readonly meets: ItemTest;
  readonly atLeast: number;
  readonly atMost: number;
}

type VectorOf = (itemId: string) => ArrayLike<number> | undefined;

/** The options, checked, with every default filled in. */
export interface ReRankSettings {
  readonly boosts: readonly CompiledBoost[];
  readonly quotas: readonly CompiledQuota[];
  readonly diversity:
    | { readonly attributes: readonly string[]; readonly vectorOf: VectorOf; readonly strength: number }
    | undefined;
  readonly novelty: { readonly attribute: string; readonly strength: number } | undefined;
  readonly calibration: { readonly attribute: string; readonly strength: number } | undefined;
  readonly spread: readonly { readonly attribute: string; readonly most: number }[];
  readonly exploration: { readonly share: number; readonly meets: ItemTest } | undefined;
  readonly depth: number;
}

const OPTIONS = ['boosts', 'quotas', 'diversity', 'novelty', 'calibration', 'spread', 'exploration', 'depth'];
const MOST_PLACES = 1_000;
const everything: ItemTest = () => true;

/** @throws SINTONIA_OPTION_INVALID that names the option; of quotas that contradict each other, both. */
export function readReRankOptions(options: ReRankOptions): ReRankSettings {
  assertKnownOptions(options, OPTIONS);
  const { diversity, novelty, calibration, exploration } = options;
  const quotas = readList(options.quotas, 'quotas', ['name', 'where', 'atLeast', 'atMost'], (quota, field) => ({
    name: readName(quota.name, `${field}.name`),
    meets: readFilter(quota.where, `${field}.where`),
    atLeast: readPlaces(quota, 'atLeast', field, 0),
    atMost: readPlaces(quota, 'atMost', field, MOST_PLACES),
  }));
  const spread = readList(options.spread, 'spread', ['attribute', 'most'], (each, field) => ({
    attribute: readName(each.attribute, `${field}.attribute`),
    most: within(field, () => readOption(each, 'most', Number.NaN, { min: 1, max: MOST_PLACES, whole: true })),
  }));
  assertNoContradiction(options.quotas ?? [], options.spread ?? []);
  if (diversity) assertKnownOptions(diversity, ['attributes', 'vectorOf', 'strength'], 'diversity');
  if (novelty) assertKnownOptions(novelty, ['attribute', 'strength'], 'novelty');
  if (calibration) assertKnownOptions(calibration, ['attribute', 'strength'], 'calibration');
  if (exploration) assertKnownOptions(exploration, ['share', 'where'], 'exploration');
  const settings: ReRankSettings = {
    boosts: readList(options.boosts, 'boosts', ['name', 'where', 'by'], (boost, field) => ({
      name: readName(boost.name, `${field}.name`),
      meets: readFilter(boost.where, `${field}.where`),
      by: within(field, () => readOption(boost, 'by', Number.NaN, { min: 0, max: 100 })),
    })),
    quotas,
    diversity: diversity && {
      attributes: readLikeness(diversity),
      vectorOf: readVectorOf(diversity.vectorOf),
      strength: readStrength(diversity, 'diversity', 0.3),
    },
    novelty: novelty && {
      attribute: readName(novelty.attribute, 'novelty.attribute'),
      strength: readStrength(novelty, 'novelty', 0.1),
    },
    calibration: calibration && {
      attribute: readName(calibration.attribute, 'calibration.attribute'),
      strength: readStrength(calibration, 'calibration', 0.3),
    },
    spread,
    exploration: exploration && {
      share: within('exploration', () => readOption(exploration, 'share', Number.NaN, { min: 0, max: 1 })),
      meets: exploration.where === undefined ? everything : readFilter(exploration.where, 'exploration.where'),
    },
    depth: readOption(options, 'depth', 10, { min: 1, max: 100 }),
  };
  const strengths = [settings.diversity, settings.novelty, settings.calibration].map((each) => each?.strength ?? 0);
  if (strengths.reduce((sum, each) => sum + each, 0) > 1) {
    throw invalid('calibration.strength', 'and those of diversity and novelty together must be at most 1');
  }
  return settings;
}

function readList<Each extends object, Read>(
  list: readonly Each[] | undefined,
  name: string,
  members: readonly string[],
  read: (each: Each, field: string) => Read,
): readonly Read[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw invalid(name, 'must be a list');
  return (list as readonly Each[]).map((each, index) => {
    const field = `${name}[${index}]`;
    assertKnownOptions(each, members, field);
    return read(each, field);
  });
}

function readPlaces(quota: object, name: 'atLeast' | 'atMost', field: string, fallback: number): number {
  return within(field, () => readOption(quota as never, name, fallback, { min: 0, max: MOST_PLACES, whole: true }));
}

function readStrength(options: { readonly strength?: number }, field: string, fallback: number): number {
  return within(field, () => readOption(options, 'strength', fallback, { min: 0, max: 1 }));
}

/** By attributes, unless there are vectors. */
function readLikeness({ attributes, vectorOf }: Diversity): readonly string[] {
  return attributes === undefined && vectorOf ? [] : readNames(attributes, 'diversity.attributes');
}

function readVectorOf(vectorOf: VectorOf = () => undefined): VectorOf {
  if (typeof vectorOf !== 'function') throw invalid('diversity.vectorOf', 'must be a function');
  return vectorOf;
}

function readNames(names: readonly string[] | undefined, field: string): readonly string[] {
  if (!Array.isArray(names) || names.length === 0) throw invalid(field, 'must name at least one attribute');
  return names.map((name, index) => readName(name, `${field}[${index}]`));
}

function readName(name: string, field: string): string {
  return within('', () => {
    assertIdentifier(name, field);
    return name;
  });
}

function readFilter(filter: ItemFilter, field: string): ItemTest {
  return within('', () => itemRule(filter, field));
}

/** Whatever is wrong in here is wrong in an option. */
function within<Read>(field: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    const place = field === '' ? (error.field ?? '') : `${field}.${error.field}`;
    throw new SintoniaError('OPTION_INVALID', field === '' ? error.message : `${field}.${error.message}`, {
      field: place,
      cause: error,
    });
  }
}

function invalid(field: string, problem: string): SintoniaError {
  return new SintoniaError('OPTION_INVALID', `${field} ${problem}.`, { field });
}
