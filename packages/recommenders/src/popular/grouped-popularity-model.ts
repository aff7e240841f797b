import type { PopularityModel } from './popularity-model.js';

/** What the people of one group took. */
export interface GroupPopularity {
  /** How many different people. */
  readonly people: number;
  /** The sum of `scores`. */
  readonly total: number;
  /** Places in the popularity of all, rising. */
  readonly places: Uint32Array;
  /** Decayed number of people of the group who took it. Above 0. Beside `places`. */
  readonly scores: Float64Array;
  /** How many different people of the group took it. Beside `places`. */
  readonly counts: Int32Array;
}

export interface GroupedPopularityModel {
  readonly overall: PopularityModel;
  /** The sum of all scores. */
  readonly total: number;
  /** By value, beside the groupings. */
  readonly groups: readonly ReadonlyMap<string, GroupPopularity>[];
}
