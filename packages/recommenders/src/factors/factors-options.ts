import { assertKnownOptions, SintoniaError } from '@sintonia/spec';
import { readOption } from '../read-option.js';

/** How factors are learnt and read. */
export interface FactorsOptions {
  /** d: numbers a vector. 1 to 512; at most the smaller of people and items. Default: 128. */
  readonly rank?: number;
  /** α: how much every pair that was not taken pulls towards 0. 0.0001 to 10. Default: 0.02. */
  readonly implicitWeight?: number;
  /** λ: how strongly vectors are held back, of each person and item by how much there is of them. 0.00001 to 10. Default: 0.003. */
  readonly regularisation?: number;
  /** How often both sides are solved. 1 to 100. Default: 12. */
  readonly iterations?: number;
  /**
   * Search by a copy in bytes, a quarter more memory: the same answer in a third to a half of the time. Default: where rank · items is
   * 500,000 or more.
   */
  readonly quantised?: boolean;
  /** How much an item that the person turned down takes away, beside what one taken gives. 0 to 1. Default: 0.5. */
  readonly negativeShare?: number;
  /** Of a person with more items than this, only the most recent count. 1 to 100,000. Default: 2,000. */
  readonly personLimit?: number;
}

export type FactorsSettings = Required<Omit<FactorsOptions, 'quantised'>> & { readonly quantised: boolean | undefined };

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readFactorsOptions(options: FactorsOptions): FactorsSettings {
  if (options.quantised !== undefined && typeof options.quantised !== 'boolean') {
    throw new SintoniaError('OPTION_INVALID', 'quantised must be true or false.', { field: 'quantised' });
  }
  const settings: FactorsSettings = {
    rank: readOption(options, 'rank', 128, { min: 1, max: 512, whole: true }),
    implicitWeight: readOption(options, 'implicitWeight', 0.02, { min: 1e-4, max: 10 }),
    regularisation: readOption(options, 'regularisation', 0.003, { min: 1e-5, max: 10 }),
    iterations: readOption(options, 'iterations', 12, { min: 1, max: 100, whole: true }),
    quantised: options.quantised,
    negativeShare: readOption(options, 'negativeShare', 0.5, { min: 0, max: 1 }),
    personLimit: readOption(options, 'personLimit', 2_000, { min: 1, max: 100_000, whole: true }),
  };
  assertKnownOptions(options, Object.keys(settings));
  return settings;
}
