import type { JsonValue, TraitScalar, TraitValue } from '@sintonia/spec';
import { addExactly, exactSum } from '../exact-sum.js';

/** One value of a signal, and when. */
export interface Observation {
  readonly at: number;
  readonly value: TraitScalar;
}

/** A way to sum up values in which neither their order nor how they are grouped matters. States are plain JSON. */
export interface Fold<State extends JsonValue = JsonValue> {
  readonly empty: State;
  add(state: State, observation: Observation): State;
  merge(one: State, other: State): State;
  value(state: State): TraitValue | undefined;
}

export const count: Fold<number> = {
  empty: 0,
  add: (state) => state + 1,
  merge: (one, other) => one + other,
  value: (state) => state,
};

export const sum: Fold<readonly number[]> = {
  empty: [],
  add: (parts, { value }) => addExactly(parts, value as number),
  merge: (one, other) => other.reduce(addExactly, one),
  value: exactSum,
};

type Mean = { readonly count: number; readonly parts: readonly number[] };

export const average: Fold<Mean> = {
  empty: { count: 0, parts: [] },
  add: (state, observation) => ({ count: state.count + 1, parts: sum.add(state.parts, observation) }),
  merge: (one, other) => ({ count: one.count + other.count, parts: sum.merge(one.parts, other.parts) }),
  value: (state) => (state.count === 0 ? undefined : exactSum(state.parts) / state.count),
};

type Seen = readonly [at: number, value: TraitScalar] | null;

/** The value seen first. Of several at the same moment the first by {@link comparing}. */
export const first: Fold<Seen> = {
  empty: null,
  add: (state, { at, value }) => earlier(state, [at, value]),
  merge: earlier,
  value: (state) => state?.[1],
};

function earlier(one: Seen, other: Seen): Seen {
  if (one === null || other === null) return one ?? other;
  return (one[0] - other[0] || comparing(one[1], other[1])) <= 0 ? one : other;
}

/** An order of values, so that of equals always the same one wins: by their JSON. */
export function comparing(one: TraitScalar, other: TraitScalar): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
