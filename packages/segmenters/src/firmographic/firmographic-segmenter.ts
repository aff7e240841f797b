import type { Membership, Segmenter, SegmenterRequest } from '@sintonia/spec';
import { type Dimension, membershipIn, segmentsOf } from '../dimensions/dimension.js';
import { type FirmographicOptions, readFirmographicOptions } from './firmographic-options.js';

/**
 * Who somebody is at work: role and seniority by words of the job title, size and industry of the company. Everybody is in one
 * segment of each of the four, such as `role:finance`; who told nothing, or nothing plausible, is in `role:unknown`.
 */
export class FirmographicSegmenter implements Segmenter {
  readonly name = 'firmographic';
  readonly specVersion = 1;
  readonly segments: readonly string[];
  readonly #dimensions: readonly Dimension[];

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: FirmographicOptions = {}) {
    this.#dimensions = readFirmographicOptions(options);
    this.segments = segmentsOf(this.#dimensions);
  }

  assign(request: SegmenterRequest): readonly Omit<Membership, 'segmenter'>[] {
    return this.#dimensions.map((dimension) => membershipIn(dimension, request));
  }
}
