import type { Plugin } from '@sintonia/spec';
import type { RfmOptions } from './rfm-options.js';
import { RfmSegmenter } from './rfm-segmenter.js';

/**
 * Champions, loyal, potential, new, at risk, lost: by recency, frequency and monetary value.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function rfm(options: RfmOptions = {}): Plugin {
  return { name: 'rfm', specVersion: 1, segmenters: [new RfmSegmenter(options)] };
}
