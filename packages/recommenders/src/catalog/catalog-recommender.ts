import type { Candidate, ItemsChange, Recommender, RecommenderRequest } from '@sintonia/spec';

/**
 * Whatever the catalogue holds, by item id: the end of a chain, so that no list is short while anything may be shown. The
 * same for everybody.
 */
export class CatalogRecommender implements Recommender {
  readonly name = 'catalog';
  readonly specVersion = 1;
  readonly impersonal = true;
  readonly #items = new Set<string>();
  #sorted: readonly string[] | undefined;

  recommend({ limit, allows }: RecommenderRequest): readonly Candidate[] {
    this.#sorted ??= [...this.#items].sort();
    const candidates: Candidate[] = [];
    for (const itemId of this.#sorted) {
      if (candidates.length >= limit) break;
      if (allows(itemId)) candidates.push({ itemId, score: 0, reasons: [{ kind: 'exploration', contribution: 0 }] });
    }
    return candidates;
  }

  itemsChanged({ put, removed }: ItemsChange): void {
    for (const { itemId } of put) this.#items.add(itemId);
    for (const itemId of removed) this.#items.delete(itemId);
    this.#sorted = undefined;
  }
}
