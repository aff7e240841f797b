import type { Item } from '@sintonia/spec';
import type { AttributeDeclaration } from './attribute-options.js';
import { attributeOf, categoriesOf, dateOf, numberOf } from './attribute-values.js';

/** An attribute that fewer items have says little about the others. */
const FEWEST = 0.1;
/** A text of which more values are different is a name, not a category. */
const MOST_DIFFERENT = 0.5;
/** With fewer items everything looks different. */
const ENOUGH = 20;

/** What there is to compare items by, told from the items themselves, by name. */
export function findAttributes(items: readonly Item[]): ReadonlyMap<string, Required<AttributeDeclaration>> {
  const names = new Set(items.flatMap(({ attributes = {} }) => Object.keys(attributes)));
  const found = new Map<string, Required<AttributeDeclaration>>();
  for (const name of [...names].sort()) {
    const values = items
      .map((item) => attributeOf(item, name))
      .filter((value) => value !== undefined && value !== null);
    if (values.length < FEWEST * items.length) continue;
    const kind = kindOf(values);
    if (kind) found.set(name, { kind, weight: 1 });
  }
  return found;
}

function kindOf(values: readonly unknown[]): AttributeDeclaration['kind'] | undefined {
  if (values.every((value) => numberOf(value) !== undefined)) return 'number';
  if (values.every((value) => dateOf(value) !== undefined)) return 'date';
  const categories = values.flatMap(categoriesOf);
  const isName = categories.length >= ENOUGH && new Set(categories).size > MOST_DIFFERENT * categories.length;
  return categories.length === 0 || isName ? undefined : 'category';
}
