import type { ItemAttributesOf, ItemFilter, JsonObject, OpenSchema, Schema } from '@sintonia/spec';

/** Items that meet `where` come earlier (or later, with `by` below 1). */
export interface Boost<Attributes extends object = JsonObject> {
  /** Stands in the reason of what was boosted. */
  readonly name: string;
  readonly where: ItemFilter<Attributes>;
  /** What the score is multiplied by. 0 to 100. */
  readonly by: number;
}

/** So many places of a list for items that meet `where`, as long as there are such. */
export interface Quota<Attributes extends object = JsonObject> {
  /** Stands in the reason of what came in for it. */
  readonly name: string;
  readonly where: ItemFilter<Attributes>;
  /** Places. 0 to 1,000. Default: 0. */
  readonly atLeast?: number;
  /** Places. 0 to 1,000. Default: all. */
  readonly atMost?: number;
}

/**
 * Not the same thing over and over: marginal relevance (Carbonell & Goldstein, 1998), by likeness to all that stands before instead
 * of to the likest of it, so that what counts is how different a list is within (max-sum diversification: Gollapudi & Sharma, 2009).
 */
export interface Diversity<Name extends string = string> {
  /** What makes items alike: the share of values that they have in common, averaged over these attributes. Default: none. */
  readonly attributes?: readonly Name[];
  /**
   * Where a model puts an item, such as `FactorsRecommender.itemVector`, or an embedding: alike is what lies in the same direction (the
   * cosine, where it is above 0). It tells items apart by who takes them, which people feel as diverse too (Willemsen, Graus &
   * Knijnenburg, 2016). Counts as one more attribute. An item without a vector is compared by the others alone. Default: none. One of
   * the two must be given.
   */
  readonly vectorOf?: (itemId: string) => ArrayLike<number> | undefined;
  /** How much likeness to what stands before counts against relevance. 0 (nothing) to 1 (all). Default: 0.3. */
  readonly strength?: number;
}

/** What few took comes earlier, so that more of the catalogue is shown. */
export interface Novelty<Name extends string = string> {
  /** A number of the item that says how common it is, such as how many people took it. Without one it counts as nobody's. */
  readonly attribute: Name;
  /** How much rarity counts beside relevance. 0 to 1. Default: 0.1. */
  readonly strength?: number;
}

/** The person's own mix: Steck, *Calibrated recommendations*, 2018. */
export interface Calibration<Name extends string = string> {
  /** Whose values are mixed, such as `genre`. */
  readonly attribute: Name;
  /** How much the mix counts against relevance. 0 to 1. Default: 0.3. */
  readonly strength?: number;
}

/** No more than so many of the same artist, brand, shop… in a list. */
export interface Spread<Name extends string = string> {
  readonly attribute: Name;
  /** Places. 1 to 1,000. */
  readonly most: number;
}

/** A few places for what would not be shown otherwise, drawn by chance within quotas and spread, so that it can be learnt from. */
export interface Exploration<Attributes extends object = JsonObject> {
  /** Probability of each place to be one of them. 0 to 1. */
  readonly share: number;
  /** Only among such items. Default: all candidates. */
  readonly where?: ItemFilter<Attributes>;
}

export interface ReRankOptions<S extends Schema = OpenSchema> {
  readonly boosts?: readonly Boost<ItemAttributesOf<S>>[];
  readonly quotas?: readonly Quota<ItemAttributesOf<S>>[];
  readonly diversity?: Diversity<keyof ItemAttributesOf<S> & string>;
  readonly novelty?: Novelty<keyof ItemAttributesOf<S> & string>;
  readonly calibration?: Calibration<keyof ItemAttributesOf<S> & string>;
  readonly spread?: readonly Spread<keyof ItemAttributesOf<S> & string>[];
  readonly exploration?: Exploration<ItemAttributesOf<S>>;
  /** From how many candidates a place to choose from, for each place of the list. 1 to 100. Default: 10. */
  readonly depth?: number;
}
