import type { JsonValue, TraitScalar } from '@sintonia/spec';
import type { FieldReader } from './field-reader.js';
import type { TraitMemory } from './trait-memory.js';

/** So many different values are kept: the last seen. */
const MOST = 100;

/** The latest moment of each value (as JSON), the last seen first. */
type Seen = readonly (readonly [key: string, at: number])[];

/**
 * The different values that were seen within a window, the last seen first. Which were seen last does not depend on the order of
 * arrival: who is not among the latest 100 can come back only by being seen again.
 */
export function uniqueMemory(read: FieldReader, within: number): TraitMemory {
  const seen = (state: JsonValue | undefined) => (state ?? []) as unknown as Seen;
  return {
    advance: (state, signal) =>
      read(signal).reduce<JsonValue | undefined>(
        (before, value) => withValue(seen(before), JSON.stringify(value), signal.timestamp) as unknown as JsonValue,
        state,
      ),
    merge: (one, other) =>
      seen(other).reduce((merged, [key, at]) => withValue(merged, key, at), seen(one)) as unknown as JsonValue,
    value: (state, { now }) =>
      seen(state)
        .filter(([, at]) => at > now - within)
        .map(([key]): TraitScalar => JSON.parse(key)),
    nextChangeAt: (state, { now }) => {
      const oldest = seen(state).findLast(([, at]) => at > now - within)?.[1] ?? Infinity;
      return oldest + within;
    },
  };
}

function withValue(seen: Seen, key: string, at: number): Seen {
  const known = seen.find(([each]) => each === key);
  if (known !== undefined && known[1] >= at) return seen;
  const others = known === undefined ? seen : seen.filter((each) => each !== known);
  const isAfter = ([otherKey, otherAt]: Seen[number]) => otherAt < at || (otherAt === at && otherKey < key);
  const place = others.findIndex(isAfter);
  return others.toSpliced(place === -1 ? others.length : place, 0, [key, at]).slice(0, MOST);
}
