import type { JsonValue } from '@sintonia/spec';
import type { FieldReader } from './field-reader.js';
import type { Fold } from './fold.js';
import type { TraitMemory } from './trait-memory.js';

/** Sums up all signals that ever came. */
export function foldingMemory<State extends JsonValue>(fold: Fold<State>, read: FieldReader): TraitMemory {
  return {
    advance: (state, signal) =>
      read(signal).reduce<JsonValue | undefined>(
        (folded = fold.empty, value) => fold.add(folded as State, { at: signal.timestamp, value }),
        state,
      ),
    merge: (one, other) => fold.merge(one as State, other as State),
    value: (state = fold.empty) => fold.value(state as State),
    nextChangeAt: () => Infinity,
  };
}
