import { assertKnownOptions } from '@sintonia/spec';
import type { NamedMeasure, PersonMeasure } from '../measures/person-measure.js';
import { readMeasures } from '../measures/read-measures.js';
import { invalidOption } from '../options/invalid-option.js';
import { readName, readOptionInteger } from '../options/read-options.js';

export interface ClustersOptions {
  /** Name of segmenter and plugin, so that there can be several. Default: `clusters`. */
  readonly name?: string;
  /** What people are told apart by, 1 to 12, by the words that name clusters. Default: revenue, recency, tenure, signals. */
  readonly measures?: Readonly<Record<string, PersonMeasure>>;
  /** The fewest clusters, 2 to 20. Default: 2. */
  readonly from?: number;
  /** The most, `from` to 20. Default: 8. */
  readonly to?: number;
  /** With fewer people than this nothing is learnt. 10 to 1,000,000. Default: 50. */
  readonly minimumPeople?: number;
  /** Unit of revenue in reasons, such as `EUR`. Default: none. */
  readonly currency?: string;
}

export interface ClustersSettings {
  readonly name: string;
  readonly measures: readonly NamedMeasure[];
  readonly from: number;
  readonly to: number;
  readonly minimumPeople: number;
}

const defaults = { revenue: 'revenue', recency: 'recency', tenure: 'tenure', signals: 'signals' } as const;

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readClustersOptions(options: ClustersOptions): ClustersSettings {
  assertKnownOptions(options, ['name', 'measures', 'from', 'to', 'minimumPeople', 'currency']);
  const { name = 'clusters', measures = defaults, from = 2, to = Math.max(from, 8), minimumPeople = 50 } = options;
  const currency = options.currency === undefined ? undefined : readName(options.currency, 'currency');
  const read = readMeasures(measures, { field: 'measures', most: 12, currency });
  const wrong = read.find((measure) => /^(?:low|high) |,/.test(measure.name));
  if (wrong) throw invalidOption(`measures.${wrong.name}`, 'named without a comma, and without low or high in front');
  const fewest = readOptionInteger(from, 'from', 2, 20);
  return {
    name: readName(name, 'name'),
    measures: read,
    from: fewest,
    to: readOptionInteger(to, 'to', fewest, 20),
    minimumPeople: readOptionInteger(minimumPeople, 'minimumPeople', 10, 1_000_000),
  };
}
