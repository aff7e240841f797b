import type { TrackerState } from '@sintonia/rules';
import type { Profile } from '@sintonia/spec';

/** What is kept of a person beside the profile, changed in the same commit. Plain JSON. */
export interface MembershipRecord extends TrackerState {
  /** Of the segments under which they were settled. */
  readonly version: string;
  /** How many signals it has seen. Fewer or more than the profile has: it missed some, and is made anew from the history. */
  readonly signals: number;
  /** When to look again even if nothing happens. */
  readonly dueAt?: number;
}

/** How many signals a profile has seen. */
export function signalsOf({ counts }: Profile): number {
  let sum = 0;
  for (const type in counts) sum += counts[type] as number;
  return sum;
}
