import type { Item } from '@sintonia/spec';

/**
 * How rare items are beside the most common of some, on a logarithmic scale, for ten more people
 * say much of what ten took, and little of what a thousand did: 1 for what nobody took, 0 for the most common.
 *
 * @param attribute a number that says how common an item is. Undefined: all are alike.
 */
export function rarityIn(
  items: readonly (Item | undefined)[],
  attribute: string | undefined,
): (item: Item | undefined) => number {
  if (attribute === undefined) return () => 0;
  const most = Math.log1p(items.reduce((max, item) => Math.max(max, commonness(item, attribute)), 0));
  return (item) => (most === 0 ? 0 : 1 - Math.log1p(commonness(item, attribute)) / most);
}

function commonness(item: Item | undefined, attribute: string): number {
  const { attributes } = item ?? {};
  const value = attributes && Object.hasOwn(attributes, attribute) ? attributes[attribute] : 0;
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}
