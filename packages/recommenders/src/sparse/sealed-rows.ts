import { type Csr, ListScorer, type ScoredLists, transposeCsr, VectorIndex } from '@sintonia/kernels';
import type { SparseRow } from './sparse-row.js';

/** Rows that no longer change, in a form in which they are searched fast. */
export interface SealedRows {
  /** The numbers of those with the largest dot products, best first; fewer where all others have none. */
  nearest(query: SparseRow, count: number): Uint32Array;
}

/** With more dimensions, with fewer of them in a row, and for fewer rows, lists are the smaller ones or as fast. */
const MOST_DIMENSIONS = 512;
const LEAST_SHARE = 0.15;
const LEAST_ROWS = 50_000;

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

/** Whether many rows have many of few dimensions: `sealVectors` then finds the nearest in half of the time. */
export function areRatherVectors(rows: readonly SparseRow[]): boolean {
  const width = widthOf(rows);
  if (rows.length < LEAST_ROWS || width > MOST_DIMENSIONS) return false;
  const entries = rows.reduce((sum, { dimensions }) => sum + dimensions.length, 0);
  return entries > LEAST_SHARE * width * rows.length;
}

/** Rows with their zeros, ruled out by bytes. Exact. */
export function sealVectors(rows: readonly SparseRow[]): SealedRows {
  const dimensions = Math.max(1, widthOf(rows));
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
