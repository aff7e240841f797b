import type { Candidate, Item, Pick } from '@sintonia/spec';

/** A candidate, with what the catalogue knows of it. */
export function asPick(candidate: Candidate, source: string, catalog: ReadonlyMap<string, Item>): Pick {
  const { itemId, score, reasons } = candidate;
  const item = catalog.get(itemId);
  return { itemId, ...(item === undefined ? {} : { item }), score, source, reasons };
}
