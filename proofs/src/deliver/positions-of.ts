import type { MessageState } from '@sintonia/spec';
import type { Known } from './provider.js';

/** Between which steps of a delivery a process was killed. */
export const POSITIONS = ['before claim', 'after claim', 'after request bytes', 'after accept', 'after mark'] as const;

/** @returns those at which some message was, each once. */
export function positionsOf(
  states: ReadonlyMap<string, MessageState>,
  known: ReadonlyMap<string, Known>,
): ReadonlySet<(typeof POSITIONS)[number]> {
  return new Set([...states].map(([sendKey, state]) => positionOf(state, known.get(sendKey))));
}

function positionOf(state: MessageState, known: Known | undefined): (typeof POSITIONS)[number] {
  if (state === 'pending') return 'before claim';
  if (state !== 'claimed') return 'after mark';
  if (known === undefined) return 'after claim';
  return known.gone ? 'after request bytes' : 'after accept';
}
