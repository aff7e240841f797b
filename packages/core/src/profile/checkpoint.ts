import type { JsonObject } from '@sintonia/spec';
import { type DerivedState, emptyDerived } from './derived-state.js';
import type { ComputedTraits } from './traits/computed-traits.js';

/** What followed from signals that retention has taken away since. Whatever is made anew from the history begins here. */
export interface Checkpoint extends JsonObject {
  /** No signal from before this moment is in the log, unless it came late. In Unix milliseconds. */
  readonly before: number;
  readonly derived: DerivedState;
  /** Tells the declaration of each trait, by its name, from others of the same name. */
  readonly marks: Readonly<Record<string, string>>;
}

/**
 * Where a derivation begins: with what a checkpoint holds, of traits that are declared as they were then. Others begin with the
 * first signal behind it. Hours of activity stay in the zone in which they were counted.
 */
export function derivedFrom(checkpoint: Checkpoint | undefined, traits: ComputedTraits, zone: string): DerivedState {
  const empty = emptyDerived(traits, zone);
  if (checkpoint === undefined) return empty;
  const { derived, marks } = checkpoint;
  return { ...derived, of: empty.of, zone, traits: traits.stillGood(derived.traits, marks) };
}
