/** All items that anybody took, the most popular first, ties by id. */
export interface PopularityModel {
  readonly itemIds: readonly string[];
  /** Decayed number of people. Above 0. Beside `itemIds`. */
  readonly scores: Float64Array;
  /** How many different people took it. Beside `itemIds`. */
  readonly people: Int32Array;
}
