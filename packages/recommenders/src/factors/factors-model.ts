/** A vector for every item, and what it takes to find that of a person. Holds nothing about any person. */
export interface FactorsModel {
  /** Ascending by UTF-16 code units. An item's number is its place in here. */
  readonly itemIds: readonly string[];
  readonly rank: number;
  /** α of the objective. */
  readonly implicitWeight: number;
  /** λ of the objective. */
  readonly regularisation: number;
  /** Items × rank, row by row. */
  readonly vectors: Float32Array;
}
