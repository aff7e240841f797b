import type { Plugin } from '@sintonia/spec';
import { type DemographicOptions, readDemographicOptions } from './demographic-options.js';
import { DemographicSegmenter } from './demographic-segmenter.js';

/**
 * Segments by what people told of themselves. With a `purpose`, only those are sorted who agreed to it.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field, also for a sensitive trait without a purpose.
 */
export function demographic(options: DemographicOptions = {}): Plugin {
  const { name, purpose } = readDemographicOptions(options);
  return {
    name,
    specVersion: 1,
    ...(purpose === undefined ? {} : { purposes: [purpose] }),
    segmenters: [new DemographicSegmenter(options)],
  };
}
