import type { Item } from '@sintonia/spec';

/** The value of an item's attribute; undefined where it is missing. */
export function attributeOf({ attributes }: Item, name: string): unknown {
  return attributes && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

const ISO_DATE = /^\d{4}-\d\d(-\d\d)?/;

/** A date as milliseconds since 1970; undefined for what is none. */
export function dateOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !ISO_DATE.test(value)) return undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : date;
}

/** A finite number; undefined for what is none. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Values as texts, each once; none for what is neither a text, true, false, a number nor a list of them. */
export function textsOf(value: unknown): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  const plain = values.filter((each) => ['string', 'boolean'].includes(typeof each) || numberOf(each) !== undefined);
  return [...new Set(plain.map(String))];
}

/** The same without the empty text. */
export function categoriesOf(value: unknown): readonly string[] {
  return textsOf(value).filter((each) => each !== '');
}
