import type { Item } from '@sintonia/spec';

/** What is longer is a description: hardly anybody shares it. */
const LONGEST = 256;

/** The values of an item's attribute as texts, each once: of a list its elements. */
export function attributeValues(item: Item | undefined, attribute: string): readonly string[] {
  const attributes: object = item?.attributes ?? {};
  const value = Object.hasOwn(attributes, attribute) ? (attributes as Record<string, unknown>)[attribute] : undefined;
  const texts = [value].flat().filter(isPlain).map(String);
  return [...new Set(texts)].filter((text) => text.length > 0 && text.length <= LONGEST);
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
