import { DAY } from '@sintonia/spec';
import type { TraitMemory } from './trait-memory.js';

/** Whole days since the latest signal. What is dated ahead of our clock happened just now. */
export function recencyMemory(): TraitMemory {
  const days = (at: number, now: number) => Math.max(0, Math.floor((now - at) / DAY));
  return {
    advance: (state, { timestamp }) => Math.max(timestamp, (state as number | undefined) ?? -Infinity),
    merge: (one, other) => Math.max(one as number, other as number),
    value: (state, { now }) => (state === undefined ? undefined : days(state as number, now)),
    nextChangeAt: (state, { now }) =>
      state === undefined ? Infinity : (state as number) + (days(state as number, now) + 1) * DAY,
  };
}
