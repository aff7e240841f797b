import type { Plugin } from '@sintonia/spec';
import type { ClustersOptions } from './clusters-options.js';
import { ClustersSegmenter } from './clusters-segmenter.js';

/**
 * Groups found in what is measured, named by what distinguishes them.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function clusters(options: ClustersOptions = {}): Plugin {
  const segmenter = new ClustersSegmenter(options);
  return { name: segmenter.name, specVersion: 1, segmenters: [segmenter] };
}
