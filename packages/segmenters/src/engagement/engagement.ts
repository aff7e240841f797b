import type { Plugin } from '@sintonia/spec';
import type { EngagementOptions } from './engagement-options.js';
import { engagementSegmenter } from './engagement-segmenter.js';

/**
 * Dormant, low, medium, high (or bands of your own), by a score that can be added up from its reasons.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function engagement(options: EngagementOptions = {}): Plugin {
  return { name: 'engagement', specVersion: 1, segmenters: [engagementSegmenter(options)] };
}
