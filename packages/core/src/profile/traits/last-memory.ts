import type { JsonValue, TraitScalar } from '@sintonia/spec';
import type { FieldReader } from './field-reader.js';
import { comparing } from './fold.js';
import type { TraitMemory } from './trait-memory.js';

type Seen = readonly [at: number, value: TraitScalar];

/** The value seen last, while it is younger than `within`; of several at the same moment the last by their JSON. */
export function lastMemory(read: FieldReader, within: number): TraitMemory {
  const seen = (state: JsonValue | undefined) => state as unknown as Seen | undefined;
  const merge = (one: JsonValue, other: JsonValue) => later(one as unknown as Seen, other as unknown as Seen);
  return {
    advance: (state, signal) =>
      read(signal).reduce<JsonValue | undefined>((before, value) => {
        const next = [signal.timestamp, value];
        return before === undefined ? next : merge(before, next);
      }, state),
    merge,
    value: (state, { now }) => {
      const [at, value] = seen(state) ?? [-Infinity];
      return at > now - within ? value : undefined;
    },
    nextChangeAt: (state, { now }) => {
      const leavesAt = (seen(state)?.[0] ?? -Infinity) + within;
      return leavesAt > now ? leavesAt : Infinity;
    },
  };
}

function later(one: Seen, other: Seen): Seen {
  return (one[0] - other[0] || comparing(one[1], other[1])) >= 0 ? one : other;
}
