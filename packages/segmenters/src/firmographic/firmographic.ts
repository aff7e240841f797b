import type { Plugin } from '@sintonia/spec';
import type { FirmographicOptions } from './firmographic-options.js';
import { FirmographicSegmenter } from './firmographic-segmenter.js';

/**
 * Role, seniority, company size and industry, for business customers.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function firmographic(options: FirmographicOptions = {}): Plugin {
  return { name: 'firmographic', specVersion: 1, segmenters: [new FirmographicSegmenter(options)] };
}
