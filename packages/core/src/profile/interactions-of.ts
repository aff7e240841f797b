import { DAY, type Interaction, productIdOf, type Signal, type SignalDefinition } from '@sintonia/spec';

/**
 * The items that a signal is about, each with how much it says at this moment: the weight of its type, halved for every
 * half-life that has passed, negative for negative polarity. None for types that say nothing about taste.
 */
export function interactionsOf(
  signal: Signal,
  definition: SignalDefinition | undefined,
  now: number,
): readonly Interaction[] {
  if (!definition || definition.weight === 0 || !isAboutTaste(signal)) return [];
  const itemIds = itemIdsOf(signal);
  if (itemIds.length === 0) return [];
  const age = Math.max(0, now - signal.timestamp);
  const decay = definition.halfLifeDays === undefined ? 1 : 0.5 ** (age / (definition.halfLifeDays * DAY));
  const sign = definition.polarity === 'negative' ? -1 : 1;
  const { person, type, timestamp } = signal;
  const weight = sign * definition.weight * decay;
  return itemIds.map((itemId) => ({ person, itemId, type, weight, timestamp }));
}

/** `itemId`, or else the products of an order as Segment's e-commerce events carry them. */
export function itemIdsOf(signal: Signal): readonly string[] {
  if (signal.itemId !== undefined) return [signal.itemId];
  const products = signal.properties?.products;
  if (!Array.isArray(products)) return [];
  return products.map(productIdOf).filter((id) => id !== undefined);
}

/** "Too expensive" or "I have it" hides one item; it doesn't say that things like it are disliked. */
function isAboutTaste({ type, properties }: Signal): boolean {
  return (
    type !== 'Recommendation Dismissed' || properties?.because === undefined || properties.because === 'notMyTaste'
  );
}
