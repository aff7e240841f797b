import type { Item } from '@sintonia/spec';
import { attributeOf, textsOf } from '../attributes/attribute-values.js';

/** The values of an attribute as texts: none where it is missing, several of a list. Objects have none. */
export function valuesOf(item: Item | undefined, attribute: string): readonly string[] {
  return item ? textsOf(attributeOf(item, attribute)) : [];
}
