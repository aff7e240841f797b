import type { Item } from '@sintonia/spec';

/** The values of an attribute as texts: none where it is missing, several of a list. Objects have none. */
export function valuesOf(item: Item | undefined, attribute: string): readonly string[] {
  const { attributes } = item ?? {};
  if (!attributes || !Object.hasOwn(attributes, attribute)) return [];
  const value = attributes[attribute];
  const values = Array.isArray(value) ? value : [value];
  return [...new Set(values.filter(isPlain).map(String))];
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
