import { assertKnownOptions, type Profile, type Signal, SintoniaError } from '@sintonia/spec';
import { readOption } from '../read-option.js';

export interface TrendsOptions {
  /** What counts as a moment. Hours want much behaviour. Default: `day`. */
  readonly bucket?: 'day' | 'hour';
  /** How many buckets a rise may last before it is the new normal. 1 to 168 hours or 7 days. Default: 7 days, or 24 hours. */
  readonly window?: number;
  /** How many weeks before that say what is usual. 2 to 52. Default: 8. */
  readonly weeks?: number;
  /** Days after which a week before says half as much of what is usual. Above 0, may be `Infinity`. Default: 28. */
  readonly baselineHalfLifeDays?: number;
  /** Days after which a burst counts half. Above 0. Default: 1, or a quarter where buckets are hours. */
  readonly halfLifeDays?: number;
  /** k: what fewer people said or did in its time is not told, however surprising. 3 to 10⁶. Default: 10. */
  readonly leastPeople?: number;
  /** How many times what was expected is a rise. 1 to 1,000. Default: 1.5. */
  readonly leastRise?: number;
  /** At most this share of all rises may be accidents. 10⁻⁹ to 0.5. Default: 0.01. */
  readonly falseDiscoveryRate?: number;
  /** Whether only what is spoken of well, or not at all, brings items into lists. Default: false. */
  readonly onlyPositive?: boolean;
  /** What a signal says. Default: the first text among its properties `text`, `review`, `comment`, `body` and `message`. */
  readonly textOf?: (signal: Signal) => string | undefined;
  /**
   * Which group a person belongs to; undefined for none. What rises in a group is then told, and recommended to its people, beside
   * what rises among everybody. Default: no groups, and the same list for everybody.
   */
  readonly segmentOf?: (profile: Profile) => string | undefined;
  /** Attributes of items whose values may rise, such as `brand`. Default: none. */
  readonly attributes?: readonly string[];
}

export interface TrendsSettings extends Required<Omit<TrendsOptions, 'segmentOf'>> {
  readonly segmentOf: ((profile: Profile) => string | undefined) | undefined;
}

const OPTIONS: readonly (keyof TrendsOptions)[] = [
  ...(['bucket', 'window', 'weeks', 'baselineHalfLifeDays', 'halfLifeDays', 'leastPeople', 'leastRise'] as const),
  ...(['falseDiscoveryRate', 'onlyPositive', 'textOf', 'segmentOf', 'attributes'] as const),
];
const TEXTS = ['text', 'review', 'comment', 'body', 'message'];

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readTrendsOptions(options: TrendsOptions): TrendsSettings {
  assertKnownOptions(options, OPTIONS);
  const { bucket = 'day', onlyPositive = false, textOf = usualText, segmentOf, attributes = [] } = options;
  if (bucket !== 'day' && bucket !== 'hour') throw invalid('bucket', 'must be day or hour');
  if (typeof onlyPositive !== 'boolean') throw invalid('onlyPositive', 'must be true or false');
  if (typeof textOf !== 'function') throw invalid('textOf', 'must be a function');
  if (segmentOf !== undefined && typeof segmentOf !== 'function') throw invalid('segmentOf', 'must be a function');
  if (!Array.isArray(attributes) || !attributes.every((name) => typeof name === 'string' && name !== '')) {
    throw invalid('attributes', 'must be a list of names');
  }
  const days = bucket === 'day';
  return {
    bucket,
    onlyPositive,
    textOf,
    segmentOf,
    attributes: [...new Set(attributes)],
    window: readOption(options, 'window', days ? 7 : 24, { min: 1, max: days ? 7 : 168, whole: true }),
    weeks: readOption(options, 'weeks', 8, { min: 2, max: 52, whole: true }),
    baselineHalfLifeDays: readOption(options, 'baselineHalfLifeDays', 28, { min: 0.01, max: Infinity }),
    halfLifeDays: readOption(options, 'halfLifeDays', days ? 1 : 0.25, { min: 0.01, max: 365 }),
    leastPeople: readOption(options, 'leastPeople', 10, { min: 3, max: 1e6, whole: true }),
    leastRise: readOption(options, 'leastRise', 1.5, { min: 1, max: 1_000 }),
    falseDiscoveryRate: readOption(options, 'falseDiscoveryRate', 0.01, { min: 1e-9, max: 0.5 }),
  };
}

function usualText({ properties = {} }: Signal): string | undefined {
  for (const name of TEXTS) {
    const text = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (typeof text === 'string') return text;
  }
  return undefined;
}

const invalid = (field: string, what: string) => new SintoniaError('OPTION_INVALID', `${field} ${what}.`, { field });
