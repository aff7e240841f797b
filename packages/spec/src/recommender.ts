import type { FitContext, FitReport } from './fit.js';
import type { Item } from './item.js';
import type { JsonObject } from './json.js';
import type { PersonId } from './person.js';
import type { Profile } from './profile.js';
import type { PickReason } from './reason.js';
import type { Membership } from './segmenter.js';
import type { Interaction } from './signal.js';

/**
 * "Like this, but calmer": by attribute, `less` or `more` of it, or the value to go to. Recommenders that know nothing of attributes
 * pay no heed.
 */
export type Towards = Readonly<Record<string, 'less' | 'more' | number>>;

export interface RecommenderRequest {
  readonly person: PersonId;
  /**
   * What the person did, newest first, up to this very moment, so that a model needs no training on this person. Negative
   * weights count against an item.
   */
  readonly history: readonly Interaction[];
  /** How many candidates are wanted. */
  readonly limit: number;
  /** Whether an item may be in the list. Ask it before ranking, so that the list is not short. */
  allows(itemId: string): boolean;
  /** The moment of asking, in milliseconds since 1970. */
  readonly now: number;
  /** What the caller knows of the moment, such as `country` or `device`. Default: nothing. */
  readonly context?: JsonObject;
  /** Where to go from what the person took, such as `{ energy: 'less' }`. Default: nowhere else. */
  readonly towards?: Towards;
  /** Who asks. Only for recommenders that need it, and of people who agree. */
  readonly profile?: Profile;
  /** The segments of who asks. Only for recommenders that need them, and of people who agree. */
  readonly memberships?: readonly Membership[];
}

/** Items that came, changed or went since a recommender was last told. */
export interface ItemsChange {
  /** New and changed ones. */
  readonly put: readonly Item[];
  readonly removed: readonly string[];
}

/** An item that a recommender proposes. */
export interface Candidate {
  readonly itemId: string;
  /** Higher is better. Finite; comparable within one answer only. */
  readonly score: number;
  /** At least one. Contributions of additive models add up to the score. */
  readonly reasons: readonly PickReason[];
}

/** How much there is to learn from. What was counted, too, makes an estimate close; without it, it is a bound. */
export interface FitSize {
  readonly people: number;
  readonly items: number;
  readonly interactions: number;
  /** Different pairs of a person and an item among the interactions. Default: as if each were one. */
  readonly pairs?: number;
  /** Σ over people of (their pairs)². Default: as if some people did far more than others. */
  readonly squares?: number;
}

/** What a fit will take, told before it starts. */
export interface FitEstimate {
  /** The most memory it holds at once, in bytes, beside what the process has already. */
  readonly bytes: number;
  /** Multiplications and additions: the same on every machine, some 10⁹ to 10¹⁰ of them a second and core. */
  readonly work: number;
}

/** Proposes items for a person. The engine owns exclusion, eligibility, blending and paging. */
export interface Recommender {
  readonly name: string;
  readonly specVersion: 1;
  /**
   * Candidates by falling score, ties by `itemId`; no item twice; only what `allows` admits; at most `limit`. An unfitted
   * recommender answers with an empty list.
   */
  recommend(request: RecommenderRequest): readonly Candidate[] | Promise<readonly Candidate[]>;
  /** Whether its lists ignore who asks (such as popularity), and so may be given to who wants no personalisation. Default: false. */
  readonly impersonal?: boolean;
  /** What it wants to know of who asks, beside the history. Nothing is looked up that nobody needs. Default: nothing. */
  readonly needs?: readonly ('profile' | 'memberships')[];
  /** Learns from everybody. @throws SINTONIA_ABORTED; the previous model then stays. */
  fit?(context: FitContext): Promise<FitReport>;
  /**
   * What learning from so much will take. A bound where it depends on more than the size. Cheap: nothing is read.
   * @throws SINTONIA_MODEL_TOO_LARGE where `fit` would.
   */
  estimate?(size: FitSize): FitEstimate;
  /**
   * Takes in the catalogue's changes without a fit, before the next question. The first call of a process names every item, so
   * that what is known already must cost little. What was told stays true over a `fit` or `restore` of older items. Optional,
   * for models of what items are like.
   */
  itemsChanged?(change: ItemsChange): void | Promise<void>;
  /** Items like this one, by falling score. Empty for an unknown item. */
  similar?(itemId: string, limit: number, allows: (itemId: string) => boolean, towards?: Towards): readonly Candidate[];
  /** The model as bytes; `restore` brings it back. Absent before the first fit. */
  snapshot?(): Uint8Array | undefined;
  /** @throws SINTONIA_SNAPSHOT_INVALID; the previous model then stays. */
  restore?(bytes: Uint8Array): void;
}
