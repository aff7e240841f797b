import type { Segmenter } from '@sintonia/spec';

/** What a law is about, beside `assign`. A segmenter without it need not keep the law. */
export type SegmenterAbility = 'fit' | 'predict' | 'snapshot';

/** One promise of the contract, checked against segmenters of its own. */
export interface SegmenterLaw {
  readonly law: string;
  readonly needs?: readonly SegmenterAbility[];
  /** Throws when the law is broken. `create` makes a new, unfitted segmenter. */
  check(create: () => Promise<Segmenter>): Promise<void>;
}
