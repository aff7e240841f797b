import type { Plugin } from '@sintonia/spec';
import type { LookAlikeOptions } from './look-alike-options.js';
import { LookAlikeSegmenter } from './look-alike-segmenter.js';

/**
 * The likeliest of all others to be like some people that you name.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function lookAlike(options: LookAlikeOptions): Plugin {
  const segmenter = new LookAlikeSegmenter(options);
  return { name: segmenter.name, specVersion: 1, segmenters: [segmenter] };
}
