import { ListScorer } from '@sintonia/kernels';
import type { Candidate, PickReason } from '@sintonia/spec';
import { type ListModel, scoreAt, scoredLists } from './list-model.js';

type Similar = Extract<PickReason, { kind: 'similarTo' }>;

/** Answers from lists: they are added up in WebAssembly, each answer in one go. */
export class ListRanking {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #scorer: ListScorer;

  constructor(readonly model: ListModel) {
    this.#numbers = new Map(model.itemIds.map((id, index) => [id, index]));
    this.#scorer = new ListScorer(scoredLists(model));
  }

  /**
   * score(j) = Σ over the seeds i of weight_i · s_ij, where that is above 0. Each candidate has one reason a seed, the strongest
   * first; what speaks against it has a negative contribution.
   */
  rank(seeds: ReadonlyMap<string, number>, limit: number, allows: (itemId: string) => boolean): Candidate[] {
    const { itemIds } = this.model;
    const known: string[] = [];
    const everyNumber = new Uint32Array(seeds.size);
    const everyWeight = new Float32Array(seeds.size);
    for (const [itemId, weight] of seeds) {
      const number = this.#numbers.get(itemId);
      if (number === undefined) continue;
      everyNumber[known.length] = number;
      everyWeight[known.length] = weight;
      known.push(itemId);
    }
    const numbers = everyNumber.subarray(0, known.length);
    const weights = everyWeight.subarray(0, known.length);
    const best = this.#allowed(numbers, weights, Math.min(limit, itemIds.length), allows);
    if (best.length === 0) return [];

    const columns = new Uint32Array(best.length);
    for (let place = 0; place < best.length; place++) columns[place] = best[place]?.item as number;
    const entries = this.#entries(numbers, columns);
    return best.map(({ item, score }, place) => {
      const reasons: Similar[] = [];
      for (let line = 0; line < known.length; line++) {
        const contribution = (weights[line] as number) * (entries[line * best.length + place] as number);
        if (contribution !== 0) reasons.push({ kind: 'similarTo', itemId: known[line] as string, contribution });
      }
      return { itemId: itemIds[item] as string, score, reasons: addedUp(reasons, score) };
    });
  }

  /** The list of one item as it is, as far as it speaks for others. */
  similar(itemId: string, limit: number, allows: (itemId: string) => boolean): Candidate[] {
    const { itemIds, offsets, neighbours, levels } = this.model;
    const list = this.#numbers.get(itemId);
    const candidates: Candidate[] = [];
    if (list === undefined) return candidates;
    for (let at = offsets[list] as number; at < (offsets[list + 1] as number) && candidates.length < limit; at++) {
      if ((levels[at] as number) < 0) break;
      const other = itemIds[neighbours[at] as number] as string;
      const score = scoreAt(this.model, list, at);
      if (allows(other)) {
        candidates.push({ itemId: other, score, reasons: [{ kind: 'similarTo', itemId, contribution: score }] });
      }
    }
    return candidates;
  }

  /** The best that may be shown. What may not mostly is what the person has: asked first, it leaves few others to skip. */
  #allowed(seeds: Uint32Array, weights: Float32Array, limit: number, allows: (itemId: string) => boolean) {
    const best: { readonly item: number; readonly score: number }[] = [];
    if (seeds.length === 0 || limit < 1) return best;
    const { itemIds } = this.model;
    const exclude = seeds.filter((seed) => !allows(itemIds[seed] as string));
    for (let count = limit; ; count *= 4) {
      const wanted = Math.min(count, itemIds.length);
      const { indices, scores } = this.#scorer.score(seeds, wanted, { weights, exclude });
      best.length = 0;
      for (let place = 0; place < indices.length && best.length < limit; place++) {
        const item = indices[place] as number;
        if (allows(itemIds[item] as string)) best.push({ item, score: scores[place] as number });
      }
      if (best.length === limit || indices.length < wanted || wanted === itemIds.length) return best;
    }
  }

  #entries(seeds: Uint32Array, columns: Uint32Array): Float32Array {
    const width = columns.length;
    if (width <= MOST_COLUMNS) return this.#scorer.entries(seeds, columns);
    const all = new Float32Array(seeds.length * width);
    for (let from = 0; from < width; from += MOST_COLUMNS) {
      const part = columns.subarray(from, from + MOST_COLUMNS);
      const found = this.#scorer.entries(seeds, part);
      for (let line = 0; line < seeds.length; line++) {
        all.set(found.subarray(line * part.length, (line + 1) * part.length), line * width + from);
      }
    }
    return all;
  }
}

/** What the kernel finds in one call. */
const MOST_COLUMNS = 65_536;

/** The strongest first. It takes what adding up in 32 bits has rounded, so that the sum is the score. */
function addedUp(reasons: Similar[], score: number): Similar[] {
  reasons.sort((a, b) => b.contribution - a.contribution || (a.itemId < b.itemId ? -1 : 1));
  let rest = 0;
  for (let at = 1; at < reasons.length; at++) rest += reasons[at]?.contribution as number;
  const [first] = reasons;
  if (first) reasons[0] = { ...first, contribution: score - rest };
  return reasons;
}
