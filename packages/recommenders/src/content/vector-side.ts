import type { Seed } from './seed.js';
import { cosine, type VectorItems } from './vector-items.js';

/** What the vectors of some seeds say about items: the cosine with Σ over the seeds of weight · vector. */
export class VectorSide {
  readonly #vectors: VectorItems;
  readonly #direction: Float32Array;
  readonly #seeds: readonly Seed[];
  readonly #length: number;

  private constructor(vectors: VectorItems, seeds: readonly Seed[], sum: Float64Array, length: number) {
    this.#vectors = vectors;
    this.#seeds = seeds;
    this.#length = length;
    this.#direction = Float32Array.from(sum, (each) => each / length);
  }

  /** Undefined where no seed has a vector, or they come to nothing. */
  static of(vectors: VectorItems, seeds: readonly Seed[]): VectorSide | undefined {
    const dimension = seeds.find(({ vector }) => vector)?.vector?.length ?? 0;
    const sum = new Float64Array(dimension);
    for (const { vector, weight } of seeds) {
      vector?.forEach((each, at) => {
        sum[at] = (sum[at] as number) + weight * each;
      });
    }
    const length = Math.sqrt(sum.reduce((total, each) => total + each * each, 0));
    const most = seeds.reduce((total, { weight }) => total + Math.abs(weight), 0);
    // What is left of vectors that cancel out is rounding.
    return length > 1e-6 * most ? new VectorSide(vectors, seeds, sum, length) : undefined;
  }

  near(count: number, allows: (itemId: string) => boolean): readonly string[] {
    return this.#vectors.near(this.#direction, count, allows);
  }

  score(itemId: string): number {
    const vector = this.#vectors.of(itemId);
    return vector ? cosine(this.#direction, vector) : 0;
  }

  /** The part of one seed in a score. */
  part(seed: number, itemId: string): number {
    const { vector: own, weight = 0 } = this.#seeds[seed] ?? {};
    const vector = this.#vectors.of(itemId);
    return own && vector ? (weight * cosine(own, vector)) / this.#length : 0;
  }
}
