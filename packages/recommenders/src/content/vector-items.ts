import { VectorIndex } from '@sintonia/kernels';

/** Up to so many items that changed are compared one by one, and this share of all. */
const LOOSE = 1_000;
const LOOSE_SHARE = 0.1;

/** Items as vectors of length 1, searched by cosine. As with a sparse index, every change counts at once. */
export class VectorItems {
  readonly #vectors = new Map<string, Float32Array>();
  readonly #changed = new Set<string>();
  #sealed: { readonly itemIds: readonly string[]; readonly index: VectorIndex } | undefined;

  get size(): number {
    return this.#vectors.size;
  }

  of(itemId: string): Float32Array | undefined {
    return this.#vectors.get(itemId);
  }

  put(itemId: string, vector: Float32Array): void {
    if (this.#vectors.get(itemId) === vector) return;
    this.#vectors.set(itemId, vector);
    this.#changed.add(itemId);
  }

  remove(itemId: string): void {
    if (this.#vectors.delete(itemId)) this.#changed.add(itemId);
  }

  get wantsSealing(): boolean {
    return this.#changed.size > Math.max(LOOSE, LOOSE_SHARE * this.#vectors.size);
  }

  /** Takes in what has changed. */
  seal(): void {
    const itemIds = [...this.#vectors.keys()].sort();
    const dimension = this.#vectors.get(itemIds[0] ?? '')?.length;
    this.#changed.clear();
    this.#sealed = undefined;
    if (dimension === undefined) return;
    const vectors = new Float32Array(itemIds.length * dimension);
    itemIds.forEach((itemId, row) => {
      vectors.set(this.#vectors.get(itemId) as Float32Array, row * dimension);
    });
    this.#sealed = { itemIds, index: new VectorIndex(vectors, dimension) };
  }

  /** At least the `count` nearest that may be shown, as far as there are any, in no order. */
  near(query: Float32Array, count: number, allows: (itemId: string) => boolean): readonly string[] {
    const loose = [...this.#changed].filter((itemId) => this.#vectors.has(itemId) && allows(itemId));
    if (!this.#sealed) return loose;
    const { itemIds, index } = this.#sealed;
    for (let more = count; ; more *= 4) {
      const wanted = Math.min(more, itemIds.length);
      const found = Array.from(index.search(query, wanted).indices, (row) => itemIds[row] as string);
      const near = found.filter((itemId) => !this.#changed.has(itemId) && allows(itemId));
      if (near.length >= count || wanted === itemIds.length) return [...loose, ...near];
    }
  }
}

/** Of two vectors of length 1, their cosine. */
export function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
  return sum;
}

/** The direction of a vector; undefined for what has none. */
export function directionOf(vector: ArrayLike<number>): Float32Array | undefined {
  let largest = 0;
  for (let at = 0; at < vector.length; at++) largest = Math.max(largest, Math.abs(vector[at] as number));
  if (!(largest > 0 && Number.isFinite(largest))) return undefined;
  // By the largest first, so that no square is lost.
  const scaled = Float64Array.from(vector, (each) => each / largest);
  const length = Math.sqrt(scaled.reduce((sum, each) => sum + each * each, 0));
  return Float32Array.from(scaled, (each) => each / length);
}
