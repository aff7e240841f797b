import type { Plugin } from '@sintonia/spec';
import type { CustomerValueOptions } from './customer-value-options.js';
import { CustomerValueSegmenter } from './customer-value-segmenter.js';

/**
 * Who is a customer still, what they will order, and what that is worth.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function customerValue(options: CustomerValueOptions = {}): Plugin {
  return { name: 'customer-value', specVersion: 1, segmenters: [new CustomerValueSegmenter(options)] };
}
