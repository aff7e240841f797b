import { type ItemTest, itemRule } from '@sintonia/rules';
import { assertKnownOptions, type ItemFilter, isSintoniaError, SintoniaError } from '@sintonia/spec';
import { type AttributesOptions, readAttributesOptions } from '../attributes/attribute-options.js';
import { isZone } from '../moment/local-hour.js';
import { readOption } from '../read-option.js';

/** What an attribute of the items is to be: less or more than usual, about a value, or one of some categories. */
export type MomentTarget = 'less' | 'more' | number | readonly string[];

/** What a list is for, such as `to relax`. */
export interface MomentDeclaration {
  /** By attribute, such as `{ energy: 0.2, acousticness: 'more', genre: ['ambient'] }`. At least one. */
  readonly targets: Readonly<Record<string, MomentTarget>>;
  /**
   * When it is that moment by itself: an item filter, asked about the facts of the request's `context` and those of the clock,
   * `hour` (0 to 23), `weekday` (`monday` …) and `hourOfWeek` (0 to 167, from Monday on). Default: only when it is asked for.
   */
  readonly when?: ItemFilter;
}

/** By name, in the order in which `when` is asked. */
export type Moments = Readonly<Record<string, MomentDeclaration>>;

export interface ContextsOptions {
  /** Of what items are, as in `attributes()`. Default: found in the data. */
  readonly attributes?: NonNullable<AttributesOptions['attributes']>;
  /**
   * A fact in the `context` of signals and requests. What people take where it has a value is learnt as the moment of that name,
   * unless one is declared. Default: nothing is learnt.
   */
  readonly learnFrom?: string;
  /** How much the person's own taste counts beside the moment. 0 (the same list for everybody) to 1. Default: 0.5. */
  readonly personalShare?: number;
  /** The zone of the clock, where neither `context.timezone` nor the trait `timezone` says one. Default: `UTC`. */
  readonly timezone?: string;
}

export interface ContextsSettings {
  readonly moments: ReadonlyMap<
    string,
    { readonly targets: MomentDeclaration['targets']; readonly when: ItemTest | undefined }
  >;
  readonly attributes: ReturnType<typeof readAttributesOptions>;
  readonly learnFrom: string | undefined;
  readonly personalShare: number;
  readonly timezone: string;
}

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readContextsOptions(moments: Moments, options: ContextsOptions): ContextsSettings {
  assertKnownOptions(options, ['attributes', 'learnFrom', 'personalShare', 'timezone']);
  assertKnownOptions(moments, Object.keys(moments ?? {}), 'moments');
  const { attributes, learnFrom, timezone = 'UTC' } = options;
  if (learnFrom !== undefined && (typeof learnFrom !== 'string' || learnFrom === '')) {
    throw invalid('learnFrom', 'must be the name of a fact');
  }
  if (!isZone(timezone)) throw invalid('timezone', 'must be a time zone, such as Europe/Madrid');
  return {
    moments: new Map(Object.entries(moments).map(([name, each]) => [name, readMoment(each, `moments.${name}`)])),
    attributes: readAttributesOptions(attributes === undefined ? {} : { attributes }),
    learnFrom,
    personalShare: readOption(options, 'personalShare', 0.5, { min: 0, max: 1 }),
    timezone,
  };
}

function readMoment(moment: MomentDeclaration, field: string) {
  assertKnownOptions(moment, ['targets', 'when'], field);
  const { targets, when } = moment;
  assertKnownOptions(targets, Object.keys(targets ?? {}), `${field}.targets`);
  const entries = Object.entries(targets);
  if (entries.length === 0) throw invalid(`${field}.targets`, 'must name an attribute');
  for (const [attribute, target] of entries) {
    if (isTarget(target)) continue;
    throw invalid(`${field}.targets.${attribute}`, 'must be less, more, a number or a list of categories');
  }
  return { targets: { ...targets }, when: when === undefined ? undefined : readWhen(when, `${field}.when`) };
}

function readWhen(when: ItemFilter, field: string): ItemTest {
  try {
    return itemRule(when, field);
  } catch (cause) {
    if (!isSintoniaError(cause)) throw cause;
    throw new SintoniaError('OPTION_INVALID', cause.message, { field: cause.field, cause });
  }
}

function isTarget(target: unknown): boolean {
  if (Array.isArray(target)) return target.length > 0 && target.every((each) => typeof each === 'string');
  return target === 'less' || target === 'more' || Number.isFinite(target);
}

function invalid(field: string, problem: string): SintoniaError {
  return new SintoniaError('OPTION_INVALID', `${field} ${problem}.`, { field });
}
