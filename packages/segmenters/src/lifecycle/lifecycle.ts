import type { Plugin } from '@sintonia/spec';
import type { LifecycleOptions } from './lifecycle-options.js';
import { LifecycleSegmenter } from './lifecycle-segmenter.js';

/**
 * Awareness, consideration, decision, retention, lapsed: by what somebody did, and how lately.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function lifecycle(options: LifecycleOptions = {}): Plugin {
  return { name: 'lifecycle', specVersion: 1, segmenters: [new LifecycleSegmenter(options)] };
}
