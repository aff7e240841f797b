import { type Candidate, type PickReason, type Recommender, SintoniaError } from '@sintonia/spec';
import { sealJson, unsealJson } from '../sealed-json.js';

type Ability = 'fit' | 'snapshot' | 'restore' | 'similar';

/**
 * A recommender so simple that one can see it is right, and slow for the same reason: an item scores by how many people took it
 * together with each item of the person's own. The suite plants bugs in it to see itself fail.
 */
export function referenceRecommender(): Recommender & Required<Pick<Recommender, Ability>> {
  let baskets: string[][] = [];

  function scored(seeds: ReadonlySet<string>, limit: number, allows: (itemId: string) => boolean): Candidate[] {
    const reasons = new Map<string, (PickReason & { contribution: number })[]>();
    for (const seed of [...seeds].sort()) {
      for (const [itemId, contribution] of takenWith(seed)) {
        const list = reasons.get(itemId) ?? [];
        list.push({ kind: 'similarTo', itemId: seed, contribution });
        reasons.set(itemId, list);
      }
    }
    return [...reasons]
      .filter(([itemId]) => allows(itemId))
      .map(([itemId, list]) => ({
        itemId,
        score: list.reduce((sum, { contribution }) => sum + contribution, 0),
        reasons: list,
      }))
      .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1))
      .slice(0, limit);
  }

  function takenWith(seed: string): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const basket of baskets) {
      if (!basket.includes(seed)) continue;
      for (const itemId of basket) if (itemId !== seed) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
    }
    return counts;
  }

  return {
    name: 'reference',
    specVersion: 1,
    recommend({ history, limit, allows }) {
      const taken = history.filter(({ weight }) => weight > 0).map(({ itemId }) => itemId);
      return scored(new Set(taken), limit, allows);
    },
    similar: (itemId, limit, allows) => scored(new Set([itemId]), limit, allows),
    async fit({ interactions, abort, progress }) {
      const byPerson = new Map<string, Set<string>>();
      let count = 0;
      for await (const batch of interactions()) {
        for (const { person, itemId, weight } of batch) {
          if (weight > 0) byPerson.set(person, (byPerson.get(person) ?? new Set()).add(itemId));
        }
        count += batch.length;
      }
      if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.');
      baskets = [...byPerson.values()].map((basket) => [...basket].sort()).filter(({ length }) => length > 1);
      progress(1);
      return {
        people: baskets.length,
        items: new Set(baskets.flat()).size,
        interactions: count,
        outcome: baskets.length > 0 ? 'fitted' : 'insufficientData',
      };
    },
    snapshot: () => (baskets.length > 0 ? sealJson({ baskets }) : undefined),
    restore(bytes) {
      baskets = (unsealJson(bytes) as { baskets: string[][] }).baskets;
    },
  };
}
