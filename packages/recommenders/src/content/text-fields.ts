import type { Item } from '@sintonia/spec';

/** A field of an item that is text, or a list of texts. */
export const TITLE = 'title';
/** Always a text, however short. */
const DESCRIPTION = 'description';
/** What is shorter on average is a name or a category. */
const LONG = 32;
/** A field that fewer items have says little about the others. */
const FEWEST = 0.1;
const ADDRESS = /^[a-z][a-z\d+.-]*:\/\/\S*$/i;

/** The text of a field: `title` is the item's own, all others are attributes. Lists of texts are joined. */
export function textOf({ title, attributes }: Item, field: string): string {
  if (field === TITLE && title !== undefined) return title;
  const value: unknown = attributes && Object.hasOwn(attributes, field) ? attributes[field] : undefined;
  const texts = Array.isArray(value) ? value : [value];
  return texts.filter((each) => typeof each === 'string').join('\n');
}

/** The title, the description, and whatever else holds long texts in at least a tenth of the items. Each counts once. */
export function findTextFields(items: readonly Item[]): ReadonlyMap<string, number> {
  const names = new Set(items.flatMap(({ attributes = {} }) => Object.keys(attributes)));
  const long = [...names].sort().filter((name) => {
    const texts = items.map((item) => textOf(item, name)).filter((text) => text !== '' && !ADDRESS.test(text));
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    return name === DESCRIPTION || (texts.length >= FEWEST * items.length && length >= LONG * texts.length);
  });
  return new Map([TITLE, ...long].map((name) => [name, 1]));
}
