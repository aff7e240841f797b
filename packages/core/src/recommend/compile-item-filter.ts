import { type ItemTest, itemRule } from '@sintonia/rules';
import type { ItemFilter } from '@sintonia/spec';

/**
 * Turns the filter of a request into a function, once per request. No filter, and every item meets it.
 *
 * @throws SINTONIA_INPUT_* that names the part of `where` at fault.
 */
export function compileItemFilter(filter: ItemFilter | undefined): ItemTest {
  return filter === undefined ? () => true : itemRule(filter);
}
