import { assertKnownOptions } from '@sintonia/spec';
import { type LowestBands, type NamedBand, readLowestBands } from '../bands/lowest-bands.js';
import { invalidOption } from '../options/invalid-option.js';
import { readEntries, readOptionInteger, readOptionNumber } from '../options/read-options.js';
import { defaultDepths } from './default-depths.js';

/** The parts of the score, in the order of its reasons. */
export const engagementParts = ['recency', 'frequency', 'breadth', 'depth'] as const;

export type EngagementPart = (typeof engagementParts)[number];

export interface EngagementOptions {
  /** How much each part counts, relative to the others. 0 to 1,000, not all 0. Default: 30, 30, 20, 20. */
  readonly weights?: Readonly<Partial<Record<EngagementPart, number>>>;
  /** How far a signal of each type goes, 0 to 1; one of 0 is not heeded. Types that are not here: .2. Default: {@link defaultDepths}. */
  readonly depths?: Readonly<Record<string, number>>;
  /** What is older says nothing. 1 to 3,650 days. Default: 90. */
  readonly withinDays?: number;
  /** After so many days recency is worth half. 1 to 3,650. Default: 14. */
  readonly halfLifeDays?: number;
  /** So many different active days (UTC) are full frequency. 1 to 3,650. Default: 12. */
  readonly fullDays?: number;
  /** So many different types of signals are full breadth. 1 to 100. Default: 5. */
  readonly fullTypes?: number;
  /**
   * Bands by their lowest score, such as `{ cold: 0, warm: 30, hot: 60 }`; one of them begins at 0. Default: `low`, `medium`,
   * `high` in thirds of your own people, which needs a fit.
   */
  readonly bands?: LowestBands;
  /** With fewer active people than this nothing is learnt. 3 to 1,000,000. Default: 20. Not with `bands`. */
  readonly minimumPeople?: number;
}

export interface EngagementSettings {
  /** They sum to 100. */
  readonly weights: Readonly<Record<EngagementPart, number>>;
  readonly depths: ReadonlyMap<string, number>;
  readonly withinDays: number;
  readonly halfLifeDays: number;
  readonly fullDays: number;
  readonly fullTypes: number;
  /** None where they are learnt. */
  readonly bands: readonly NamedBand[] | undefined;
  readonly minimumPeople: number;
}

/** @throws SINTONIA_OPTION_INVALID that names the field. */
export function readEngagementOptions(options: EngagementOptions): EngagementSettings {
  const durations = ['withinDays', 'halfLifeDays', 'fullDays', 'fullTypes'];
  assertKnownOptions(options, ['weights', 'depths', 'bands', 'minimumPeople', ...durations]);
  const { weights = {}, depths = defaultDepths, bands, minimumPeople } = options;
  const days = (value: number, field: string) => readOptionInteger(value, field, 1, 3_650);
  if (bands !== undefined && minimumPeople !== undefined) throw invalidOption('minimumPeople', 'left out with bands');
  return {
    weights: readWeights(weights),
    depths: new Map(
      readEntries(depths, 'depths').map(([type, depth]) => [type, readOptionNumber(depth, `depths.${type}`, 0, 1)]),
    ),
    withinDays: days(options.withinDays ?? 90, 'withinDays'),
    halfLifeDays: days(options.halfLifeDays ?? 14, 'halfLifeDays'),
    fullDays: days(options.fullDays ?? 12, 'fullDays'),
    fullTypes: readOptionInteger(options.fullTypes ?? 5, 'fullTypes', 1, 100),
    bands: bands === undefined ? undefined : readBands(bands),
    minimumPeople: readOptionInteger(minimumPeople ?? 20, 'minimumPeople', 3, 1_000_000),
  };
}

function readWeights(weights: NonNullable<EngagementOptions['weights']>): Record<EngagementPart, number> {
  assertKnownOptions(weights, engagementParts, 'weights');
  const given = { recency: 30, frequency: 30, breadth: 20, depth: 20, ...weights };
  const sum = engagementParts.reduce(
    (sum, part) => sum + readOptionNumber(given[part], `weights.${part}`, 0, 1_000),
    0,
  );
  if (sum === 0) throw invalidOption('weights', 'above 0 for at least one part');
  // In hundredths that sum to 100 exactly: what is left of rounding goes to the heaviest.
  const points = engagementParts.map((part) => Math.round((10_000 * given[part]) / sum));
  const heaviest = points.indexOf(Math.max(...points));
  points[heaviest] = (points[heaviest] as number) + 10_000 - points.reduce((sum, each) => sum + each, 0);
  const [recency, frequency, breadth, depth] = points.map((each) => each / 100) as [number, number, number, number];
  return { recency, frequency, breadth, depth };
}

function readBands(bands: LowestBands): readonly NamedBand[] {
  const read = readLowestBands(bands, 'bands');
  if (read[0]?.lowest !== 0) throw invalidOption('bands', 'bands of which the lowest begins at 0');
  const beyond = read.find(({ name, lowest }) => lowest > 100 || name === 'dormant');
  if (beyond) throw invalidOption(`bands.${beyond.name}`, 'a band from 0 to 100 that is not called dormant');
  return read;
}
