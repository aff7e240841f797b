import { VectorIndex } from '@sintonia/kernels';
import type { Candidate, PickReason } from '@sintonia/spec';
import { cholesky, solveCholesky } from './cholesky.js';
import type { FactorsModel } from './factors-model.js';

type Similar = Extract<PickReason, { kind: 'similarTo' }>;

/** An item of the person's own. */
interface Seed {
  readonly itemId: string;
  readonly item: number;
  /** Below 0 for what was turned down. */
  readonly weight: number;
}

/** Answers from factors: the person's vector is found anew for every question. */
export class FactorsRanking {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #index: VectorIndex;
  readonly #alike: VectorIndex;
  /** α·YᵀY, row by row. */
  readonly #base: Float64Array;

  constructor(
    readonly model: FactorsModel,
    quantised: boolean | undefined,
  ) {
    const { itemIds, rank, vectors, implicitWeight } = model;
    this.#numbers = new Map(itemIds.map((id, index) => [id, index]));
    this.#index = new VectorIndex(vectors, rank, { quantised });
    this.#alike = new VectorIndex(ofLengthOne(vectors, rank), rank, { quantised });
    this.#base = gramOf(vectors, rank, implicitWeight);
  }

  /**
   * The person's vector minimises what learning minimised, items held fast: A·x = Σ t_i·y_i with A = α·YᵀY + Σ y_i·y_iᵀ + λ_u·I. So
   * score(j) = y_j·x is the sum of t_i · y_jᵀA⁻¹y_i over the person's items: each is a reason.
   */
  rank(taste: ReadonlyMap<string, number>, limit: number, allows: (itemId: string) => boolean): Candidate[] {
    const seeds = this.#seedsOf(taste);
    if (!seeds.some(({ weight }) => weight > 0)) return [];
    const lower = this.#normalEquations(seeds);
    const found = this.#search(this.#index, this.#vector(seeds, lower), limit, allows);
    const candidates = found.map(({ item }) => this.#explained(item, seeds, lower)).filter(({ score }) => score > 0);
    return candidates.sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1)).slice(0, limit);
  }

  /** By cosine. */
  similar(itemId: string, limit: number, allows: (itemId: string) => boolean): Candidate[] {
    const item = this.#numbers.get(itemId);
    if (item === undefined) return [];
    const { rank, vectors, itemIds } = this.model;
    const query = ofLengthOne(vectors.slice(item * rank, (item + 1) * rank), rank);
    const others = (other: string) => other !== itemId && allows(other);
    return this.#search(this.#alike, query, limit, others)
      .slice(0, limit)
      .filter(({ score }) => score > 0)
      .map(({ item: other, score }) => ({
        itemId: itemIds[other] as string,
        score,
        reasons: [{ kind: 'similarTo', itemId, contribution: score }],
      }));
  }

  /** The vector of whoever took this, `rank` numbers; undefined where no item of it is known. */
  vectorOf(taste: ReadonlyMap<string, number>): Float32Array | undefined {
    const seeds = this.#seedsOf(taste);
    return seeds.length === 0 ? undefined : this.#vector(seeds, this.#normalEquations(seeds));
  }

  itemVector(itemId: string): Float32Array | undefined {
    const item = this.#numbers.get(itemId);
    const { rank, vectors } = this.model;
    return item === undefined ? undefined : vectors.slice(item * rank, (item + 1) * rank);
  }

  #seedsOf(taste: ReadonlyMap<string, number>): readonly Seed[] {
    return [...taste].flatMap(([itemId, weight]) => {
      const item = this.#numbers.get(itemId);
      return item === undefined ? [] : [{ itemId, item, weight }];
    });
  }

  #normalEquations(seeds: readonly Seed[]): Float64Array {
    const { rank, vectors, regularisation, implicitWeight, itemIds } = this.model;
    const matrix = this.#base.slice();
    const taken = seeds.filter(({ weight }) => weight > 0);
    for (const { item } of taken) {
      const start = item * rank;
      for (let row = 0; row < rank; row++) {
        const value = vectors[start + row] as number;
        for (let column = 0; column <= row; column++) {
          const place = row * rank + column;
          matrix[place] = (matrix[place] as number) + value * (vectors[start + column] as number);
        }
      }
    }
    const lambda = regularisation * (taken.length + implicitWeight * itemIds.length);
    for (let row = 0; row < rank; row++) matrix[row * (rank + 1)] = (matrix[row * (rank + 1)] as number) + lambda;
    return cholesky(matrix, rank);
  }

  #vector(seeds: readonly Seed[], lower: Float64Array): Float32Array {
    const { rank, vectors } = this.model;
    const right = new Float64Array(rank);
    for (const { item, weight } of seeds) {
      for (let at = 0; at < rank; at++) {
        right[at] = (right[at] as number) + weight * (vectors[item * rank + at] as number);
      }
    }
    return Float32Array.from(solveCholesky(lower, rank, right));
  }

  #explained(item: number, seeds: readonly Seed[], lower: Float64Array): Candidate {
    const { rank, vectors, itemIds } = this.model;
    const along = solveCholesky(lower, rank, vectors.subarray(item * rank, (item + 1) * rank));
    const reasons: Similar[] = seeds.map((seed) => {
      let product = 0;
      for (let at = 0; at < rank; at++) product += (along[at] as number) * (vectors[seed.item * rank + at] as number);
      return { kind: 'similarTo', itemId: seed.itemId, contribution: seed.weight * product };
    });
    reasons.sort((a, b) => b.contribution - a.contribution || (a.itemId < b.itemId ? -1 : 1));
    const score = reasons.reduce((sum, { contribution }) => sum + contribution, 0);
    return { itemId: itemIds[item] as string, score, reasons };
  }

  /** A few more than asked for: in 64 bits the last of them may change places. */
  #search(index: VectorIndex, query: Float32Array, limit: number, allows: (itemId: string) => boolean) {
    const { itemIds } = this.model;
    const wanted = Math.min(limit + MARGIN, itemIds.length);
    for (let count = wanted + MARGIN; ; count *= 4) {
      const asked = Math.min(count, itemIds.length);
      const { indices, scores } = index.search(query, asked);
      const found: { readonly item: number; readonly score: number }[] = [];
      for (let place = 0; place < indices.length && found.length < wanted; place++) {
        const item = indices[place] as number;
        if (allows(itemIds[item] as string)) found.push({ item, score: scores[place] as number });
      }
      if (found.length >= wanted || asked === itemIds.length) return found;
    }
  }
}

const MARGIN = 16;

function ofLengthOne(vectors: Float32Array, rank: number): Float32Array {
  const scaled = new Float32Array(vectors.length);
  for (let start = 0; start < vectors.length; start += rank) {
    let squares = 0;
    for (let at = start; at < start + rank; at++) squares += (vectors[at] as number) ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let at = start; at < start + rank; at++) scaled[at] = (vectors[at] as number) * scale;
  }
  return scaled;
}

/** The lower half of factor · YᵀY. */
function gramOf(vectors: Float32Array, rank: number, factor: number): Float64Array {
  const gram = new Float64Array(rank * rank);
  for (let start = 0; start < vectors.length; start += rank) {
    for (let row = 0; row < rank; row++) {
      const value = factor * (vectors[start + row] as number);
      for (let column = 0; column <= row; column++) {
        const place = row * rank + column;
        gram[place] = (gram[place] as number) + value * (vectors[start + column] as number);
      }
    }
  }
  return gram;
}
