import type { Segmenter } from '@sintonia/spec';
import { type EngagementOptions, readEngagementOptions } from './engagement-options.js';
import { FittedEngagementSegmenter } from './fitted-engagement-segmenter.js';
import { FixedEngagementSegmenter } from './fixed-engagement-segmenter.js';

/**
 * A score from 0 to 100 of how lately, how often, how variously and how far somebody deals with you, and the band it lies in.
 * Its reasons say what each part adds. With `bands` there is nothing to fit.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function engagementSegmenter(options: EngagementOptions = {}): Segmenter {
  const settings = readEngagementOptions(options);
  return settings.bands === undefined
    ? new FittedEngagementSegmenter(settings)
    : new FixedEngagementSegmenter(settings, settings.bands);
}
