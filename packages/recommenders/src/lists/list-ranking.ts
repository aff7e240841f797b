import { ListScorer } from '@sintonia/kernels';
import type { Candidate, PickReason } from '@sintonia/spec';
import { type ListModel, scoreAt } from './list-model.js';

type Similar = Extract<PickReason, { kind: 'similarTo' }>;

/** Answers from lists: they are added up in WebAssembly, each answer in one go. */
export class ListRanking {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #scorer: ListScorer;

  readonly model: ListModel;

  constructor(itemIds: readonly string[], scorer: ListScorer) {
    this.#numbers = new Map(itemIds.map((id, index) => [id, index]));
    this.#scorer = scorer;
    this.model = { itemIds, ...scorer.lists };
  }

  /** Copies the lists: the arrays that were given may go. @throws RangeError, TypeError for lists that contradict themselves */
  static of({ itemIds, ...lists }: ListModel): ListRanking {
    return new ListRanking(itemIds, ListScorer.of(lists));
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
    const entries = this.#scorer.entries(numbers, columns);
    const contributions = new Float64Array(known.length);
    return best.map(({ item, score }, place) => {
      for (let line = 0; line < known.length; line++) {
        contributions[line] = (weights[line] as number) * (entries[line * best.length + place] as number);
      }
      return { itemId: itemIds[item] as string, score, reasons: reasonsOf(known, contributions, score) };
    });
  }

  /** The list of one item as it is, as far as it speaks for others. */
  similar(itemId: string, limit: number, allows: (itemId: string) => boolean): Candidate[] {
    const { itemIds, indptr, indices, levels } = this.model;
    const list = this.#numbers.get(itemId);
    const candidates: Candidate[] = [];
    if (list === undefined) return candidates;
    for (let at = indptr[list] as number; at < (indptr[list + 1] as number) && candidates.length < limit; at++) {
      if ((levels[at] as number) < 0) break;
      const other = itemIds[indices[at] as number] as string;
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
}

/** The strongest first. It takes what adding up in 32 bits has rounded, so that the sum is the score. */
function reasonsOf(seeds: readonly string[], contributions: Float64Array, score: number): Similar[] {
  const order = strongestFirst(seeds, contributions);
  let rest = 0;
  for (let at = 1; at < order.length; at++) rest += contributions[order[at] as number] as number;
  return order.map((line, at) => {
    const contribution = at === 0 ? score - rest : (contributions[line] as number);
    return { kind: 'similarTo', itemId: seeds[line] as string, contribution };
  });
}

/** Places of contributions other than 0, ties by id. Sorted by insertion: mostly they are few, and every answer waits for it. */
function strongestFirst(seeds: readonly string[], contributions: Float64Array): number[] {
  const goesBefore = (line: number, other: number) => {
    const more = (contributions[line] as number) - (contributions[other] as number);
    return more > 0 || (more === 0 && (seeds[line] as string) < (seeds[other] as string));
  };
  const order: number[] = [];
  for (let line = 0; line < contributions.length; line++) {
    if (contributions[line] === 0) continue;
    let at = order.length;
    if (at >= FEW) order.push(line);
    else {
      for (; at > 0 && goesBefore(line, order[at - 1] as number); at--) order[at] = order[at - 1] as number;
      order[at] = line;
    }
  }
  if (order.length > FEW) order.sort((line, other) => (goesBefore(line, other) ? -1 : 1));
  return order;
}

/** So many are sorted by insertion; for more that would take the square. */
const FEW = 64;
