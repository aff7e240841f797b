import type { Recommender } from '@sintonia/spec';

/** What a law is about, beside `recommend`. A recommender without it need not keep the law. */
export type RecommenderAbility = 'fit' | 'snapshot' | 'similar' | 'personal' | 'impersonal';

/** One promise of the contract, checked against recommenders of its own. */
export interface RecommenderLaw {
  readonly law: string;
  readonly needs?: readonly RecommenderAbility[];
  /** Throws when the law is broken. `create` makes a new, unfitted recommender. */
  check(create: () => Promise<Recommender>): Promise<void>;
}
