import type { SourceWeights } from './blend-options.js';

/** How much sources count: a source that foretells best what everybody takes may know nothing of what nobody took yet. */
export interface WeightsByKind {
  /** Of items that people had taken when the blend learnt. */
  readonly known: SourceWeights;
  /** Of items that nobody had. */
  readonly cold: SourceWeights;
}

/** Weights that somebody gets, by segment, and those of everybody else. */
export interface BlendWeights {
  readonly common: WeightsByKind;
  readonly bySegment: ReadonlyMap<string, WeightsByKind>;
}

/** The same weights whatever the item. */
export function alike(weights: SourceWeights): WeightsByKind {
  return { known: weights, cold: weights };
}
