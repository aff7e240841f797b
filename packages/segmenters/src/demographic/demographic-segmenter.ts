import type { Membership, Segmenter, SegmenterRequest } from '@sintonia/spec';
import { type Dimension, membershipIn, segmentsOf } from '../dimensions/dimension.js';
import { type DemographicOptions, readDemographicOptions } from './demographic-options.js';

/**
 * Who people say they are, in bands: age, country, whatever trait is declared. Everybody is in one segment a dimension, such as
 * `age:25-34`; who told nothing, or nothing plausible, is in `age:unknown`, with a reason that says which.
 */
export class DemographicSegmenter implements Segmenter {
  readonly name: string;
  readonly specVersion = 1;
  readonly segments: readonly string[];
  readonly #dimensions: readonly Dimension[];

  /** @throws SINTONIA_OPTION_INVALID that names the field, also for a sensitive trait without a purpose. */
  constructor(options: DemographicOptions = {}) {
    const { name, dimensions } = readDemographicOptions(options);
    this.name = name;
    this.#dimensions = dimensions;
    this.segments = segmentsOf(dimensions);
  }

  assign(request: SegmenterRequest): readonly Omit<Membership, 'segmenter'>[] {
    return this.#dimensions.map((dimension) => membershipIn(dimension, request));
  }
}
