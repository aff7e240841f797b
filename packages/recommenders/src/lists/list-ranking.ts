import type { Candidate, PickReason } from '@sintonia/spec';
import type { ItemListsModel } from './item-lists-model.js';
import { TopList } from './top-list.js';

/** Answers from item lists. Keeps one accumulator for all answers: each is made in one go. */
export class ItemListsRanking {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #scores: Float64Array;
  readonly #met: Int32Array;
  readonly #slots: Int32Array;

  constructor(readonly model: ItemListsModel) {
    this.#numbers = new Map(model.itemIds.map((id, index) => [id, index]));
    this.#scores = new Float64Array(model.itemIds.length);
    this.#met = new Int32Array(model.itemIds.length);
    this.#slots = new Int32Array(model.itemIds.length);
  }

  /**
   * score(j) = Σ over the seeds i of weight_i · s_ij, where that is above 0. Each candidate has one reason a seed, the strongest
   * first; seeds that the person turned down have negative contributions.
   */
  rank(seeds: ReadonlyMap<string, number>, limit: number, allows: (itemId: string) => boolean): Candidate[] {
    const { itemIds, offsets, neighbours, scores } = this.model;
    const sums = this.#scores;
    const met = this.#met;
    let metCount = 0;
    for (const [itemId, weight] of seeds) {
      const seed = this.#numbers.get(itemId);
      if (seed === undefined) continue;
      const end = offsets[seed + 1] as number;
      for (let at = offsets[seed] as number; at < end; at++) {
        const item = neighbours[at] as number;
        if (this.#slots[item] === 0) {
          this.#slots[item] = -1;
          met[metCount++] = item;
        }
        sums[item] = (sums[item] as number) + weight * (scores[at] as number);
      }
    }
    const best = new TopList(Math.min(limit, metCount));
    try {
      for (let at = 0; at < metCount; at++) {
        const item = met[at] as number;
        const score = sums[item] as number;
        if (score > 0 && best.takes(item, score) && allows(itemIds[item] as string)) best.add(item, score);
      }
      best.sort();
      return this.#explained(best, seeds);
    } finally {
      for (let at = 0; at < metCount; at++) {
        sums[met[at] as number] = 0;
        this.#slots[met[at] as number] = 0;
      }
    }
  }

  /** The list of one item as it is. */
  similar(itemId: string, limit: number, allows: (itemId: string) => boolean): Candidate[] {
    const { itemIds, offsets, neighbours, scores } = this.model;
    const seed = this.#numbers.get(itemId);
    const candidates: Candidate[] = [];
    if (seed === undefined) return candidates;
    for (let at = offsets[seed] as number; at < (offsets[seed + 1] as number) && candidates.length < limit; at++) {
      const other = itemIds[neighbours[at] as number] as string;
      const score = scores[at] as number;
      if (allows(other)) {
        candidates.push({ itemId: other, score, reasons: [{ kind: 'similarTo', itemId, contribution: score }] });
      }
    }
    return candidates;
  }

  /** Goes through the seeds' lists once more, now only for those who made it. */
  #explained(best: TopList, seeds: ReadonlyMap<string, number>): Candidate[] {
    const { itemIds, offsets, neighbours, scores } = this.model;
    const reasons: Extract<PickReason, { kind: 'similarTo' }>[][] = [];
    for (let place = 0; place < best.size; place++) {
      this.#slots[best.indices[place] as number] = place + 1;
      reasons.push([]);
    }
    for (const [itemId, weight] of seeds) {
      const seed = this.#numbers.get(itemId);
      if (seed === undefined) continue;
      for (let at = offsets[seed] as number; at < (offsets[seed + 1] as number); at++) {
        const slot = this.#slots[neighbours[at] as number] as number;
        if (slot > 0) {
          reasons[slot - 1]?.push({ kind: 'similarTo', itemId, contribution: weight * (scores[at] as number) });
        }
      }
    }
    return reasons.map((list, place) => ({
      itemId: itemIds[best.indices[place] as number] as string,
      score: best.scores[place] as number,
      reasons: list.sort((a, b) => b.contribution - a.contribution || (a.itemId < b.itemId ? -1 : 1)),
    }));
  }
}
