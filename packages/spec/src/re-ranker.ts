import type { Item } from './item.js';
import type { JsonObject } from './json.js';
import type { PersonId } from './person.js';
import type { Candidate } from './recommender.js';
import type { Interaction } from './signal.js';

/** A candidate on its way into the list. */
export interface SourcedCandidate extends Candidate {
  /** Name of the recommender that proposed it. */
  readonly source: string;
  /**
   * The probability with which it was to come to this place, given the places before: above 0 and at most 1. Only where chance
   * had a part; without it, the place was certain.
   */
  readonly propensity?: number;
}

export interface ReRankRequest {
  readonly person: PersonId;
  /** How many places the list has. */
  readonly limit: number;
  /** What the person did, newest first. Empty for the generic list. */
  readonly history: readonly Interaction[];
  /** What the catalogue says of an item; undefined where it does not know it. */
  itemOf(itemId: string): Item | undefined;
  readonly context: JsonObject;
  /** The moment of asking, in milliseconds since 1970. */
  readonly now: number;
  /** For anything random: the same for the same engine, person and moment. A whole number from 0 to 2³² − 1. */
  readonly seed: number;
}

/**
 * Changes the order of a list before it is cut to its length: boosts, quotas, diversity, calibration, exploration. Eligibility
 * is the engine's, and no matter of order. Applies to the generic list, too.
 */
export interface ReRanker {
  readonly name: string;
  readonly specVersion: 1;
  /**
   * The same candidates in the order in which they shall be shown; those that it leaves out are not. It may change scores if it
   * adds the reason, and may tell propensities. Candidates come best first: their order is what counts, for scores of different
   * sources cannot be compared. Pure: the same request gives the same answer.
   */
  rerank(candidates: readonly SourcedCandidate[], request: ReRankRequest): readonly SourcedCandidate[];
  /** How many candidates it wants to choose from for a list of `limit`. Default: `limit`. The engine gathers at most 2,000. */
  pool?(limit: number): number;
}
