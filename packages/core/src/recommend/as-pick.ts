import type { Item, Pick, SourcedCandidate } from '@sintonia/spec';

/** A candidate, with what the catalogue knows of it. */
export function asPick(candidate: SourcedCandidate, catalog: ReadonlyMap<string, Item>): Pick {
  const { itemId, score, source, reasons, propensity } = candidate;
  const item = catalog.get(itemId);
  return { itemId, ...(item && { item }), score, source, reasons, ...(propensity !== undefined && { propensity }) };
}
