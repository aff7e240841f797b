import { createHash } from 'node:crypto';
import type { TrackerState } from '@sintonia/rules';
import type { Profile } from '@sintonia/spec';

/** What is kept of a person beside the profile, changed in the same commit. */
export interface MembershipRecord extends TrackerState {
  /** How many signals it has seen. Fewer or more than the profile has: it missed some, and is made anew from the history. */
  readonly signals: number;
  /** Of which signals, where it is not simply all of their own: others may be as many. See `basisOf`. */
  readonly basis?: string;
  /** When to look again even if nothing happens. */
  readonly dueAt?: number;
}

/** Names the devices that count for a person and the types that are not looked at, in few characters. Absent without any. */
export function basisOf({ anonymousIds }: Profile, unseen: readonly string[]): string | undefined {
  if (anonymousIds.length === 0 && unseen.length === 0) return undefined;
  return createHash('sha256')
    .update(JSON.stringify([anonymousIds, unseen]))
    .digest('base64url');
}

/** How many signals a profile has seen. */
export function signalsOf({ counts }: Profile): number {
  let sum = 0;
  for (const type in counts) sum += counts[type] as number;
  return sum;
}
