import { type Csr, ListScorer, type ScoredLists, transposeCsr, VectorIndex } from '@sintonia/kernels';
import type { SparseRow } from './sparse-row.js';

/** Rows that no longer change, in a form in which they are searched fast. */
export interface SealedRows {
  /** The numbers of those with the largest dot products, best first; fewer where all others have none. */
  nearest(query: SparseRow, count: number): Uint32Array;
}

/** With more dimensions, rows without their zeros are the smaller ones and the faster. */
const MOST_DIMENSIONS = 512;

/** Rows in lists by dimension that kernels add up. Exact, but for ties within 1/65,534. */
export async function sealLists(rows: readonly SparseRow[]): Promise<SealedRows> {
  const scorer = await ListScorer.rounding(transposeCsr(csrOf(rows)) as ScoredLists);
  return {
    nearest(query, count) {
      const known = query.dimensions.findIndex((dimension) => dimension >= scorer.lists.rows);
      const dimensions = known === -1 ? query.dimensions : query.dimensions.subarray(0, known);
      return scorer.score(dimensions, count, { weights: query.weights.subarray(0, dimensions.length) }).indices;
    },
  };
}

/**
 * Rows with their zeros, ruled out by bytes: sooner where rows have most of few dimensions. Exact. Undefined where they have more
 * than 512.
 */
export function sealVectors(rows: readonly SparseRow[]): SealedRows | undefined {
  const dimensions = widthOf(rows);
  if (dimensions === 0 || dimensions > MOST_DIMENSIONS) return undefined;
  const vectors = new Float32Array(rows.length * dimensions);
  rows.forEach((row, at) => {
    row.dimensions.forEach((dimension, place) => {
      vectors[at * dimensions + dimension] = row.weights[place] as number;
    });
  });
  const index = new VectorIndex(vectors, dimensions);
  return {
    nearest(query, count) {
      const vector = new Float32Array(dimensions);
      query.dimensions.forEach((dimension, place) => {
        if (dimension < dimensions) vector[dimension] = query.weights[place] as number;
      });
      return index.search(vector, count).indices;
    },
  };
}

/** One more than the highest dimension. */
const widthOf = (rows: readonly SparseRow[]) =>
  rows.reduce((width, { dimensions }) => Math.max(width, (dimensions.at(-1) ?? -1) + 1), 0);

/** Rows behind each other, as wide as their highest dimension. */
function csrOf(rows: readonly SparseRow[]): Csr {
  const indptr = new Uint32Array(rows.length + 1);
  rows.forEach(({ dimensions }, row) => {
    indptr[row + 1] = (indptr[row] as number) + dimensions.length;
  });
  const indices = new Uint32Array(indptr[rows.length] as number);
  const values = new Float32Array(indices.length);
  rows.forEach(({ dimensions, weights }, row) => {
    indices.set(dimensions, indptr[row]);
    values.set(weights, indptr[row]);
  });
  return { rows: rows.length, columns: widthOf(rows), indptr, indices, values };
}
