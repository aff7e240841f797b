import type { Candidate } from '@sintonia/spec';
import type { Rise } from './rise.js';

/** What rose at a moment. Nothing in it is about a single person. */
export interface TrendsModel {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** By falling score. */
  readonly rises: readonly Rise[];
  /** By group, `null` for everybody: what to recommend, by falling score. A group's list holds everybody's, too. */
  readonly lists: readonly (readonly [segment: string | null, candidates: readonly Candidate[]])[];
}
