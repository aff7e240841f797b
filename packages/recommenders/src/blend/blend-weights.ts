import type { SourceWeights } from './blend-options.js';

/** Weights that somebody gets, by segment, and those of everybody else. */
export interface BlendWeights {
  readonly common: SourceWeights;
  readonly bySegment: ReadonlyMap<string, SourceWeights>;
}
