import { SparseIndex } from '../sparse/sparse-index.js';
import { isSameRow, type SparseRow, sparseRow } from '../sparse/sparse-row.js';
import type { Frequencies } from './item-reader.js';
import type { Weighting } from './weighting.js';

/**
 * Texts of items as rows of weighted terms. How rare a term is counts on the side of the question, by what is there at that moment,
 * so that the index answers after any changes as one made anew would, but for the average length, which stays.
 */
export class TextIndex {
  readonly index = new SparseIndex();
  readonly #weighting: Weighting;
  readonly #numbers = new Map<string, number>();
  readonly #terms: string[] = [];
  /** How many texts have a term. */
  readonly #having: number[] = [];

  /** @param terms known ones, by number. */
  constructor(
    weighting: Weighting,
    readonly averageLength: number,
    terms: readonly string[] = [],
  ) {
    this.#weighting = weighting;
    for (const term of terms) this.#add(term);
  }

  /** By number. Those that no text has any more stay until the next fit. */
  get terms(): readonly string[] {
    return this.#terms;
  }

  numberOf(term: string): number | undefined {
    return this.#numbers.get(term);
  }

  put(itemId: string, frequencies: Frequencies): void {
    const weights = this.#weighting.inText(frequencies, this.averageLength);
    const entries = Array.from(
      weights,
      ([term, weight]) => [this.#numbers.get(term) ?? this.#add(term), weight] as const,
    );
    this.putRow(itemId, sparseRow(new Map(entries)));
  }

  /** One that has not changed is left where it is. */
  putRow(itemId: string, row: SparseRow): void {
    const before = this.index.rowOf(itemId);
    if (before && isSameRow(before, row)) return;
    if (before) this.#count(before, -1);
    this.#count(row, 1);
    this.index.put(itemId, row);
  }

  remove(itemId: string): void {
    const before = this.index.rowOf(itemId);
    if (!before) return;
    this.#count(before, -1);
    this.index.remove(itemId);
  }

  /** What is asked for, each term by its rarity, of length 1; empty where nothing of it tells texts apart. */
  asked({ dimensions, weights }: SparseRow): SparseRow {
    const all = this.index.size;
    const rare = Float64Array.from(weights, (weight, at) => {
      return weight * this.#weighting.rarity(this.#having[dimensions[at] as number] as number, all);
    });
    const length = Math.sqrt(rare.reduce((sum, each) => sum + each * each, 0));
    if (length === 0) return { dimensions: new Uint32Array(), weights: new Float32Array() };
    return { dimensions, weights: Float32Array.from(rare, (each) => each / length) };
  }

  #add(term: string): number {
    this.#numbers.set(term, this.#terms.length);
    this.#having.push(0);
    return this.#terms.push(term) - 1;
  }

  #count({ dimensions }: SparseRow, change: 1 | -1): void {
    for (const term of dimensions) this.#having[term] = (this.#having[term] as number) + change;
  }
}
