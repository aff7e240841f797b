import type { RuleState } from './incremental-rule.js';

/** What is remembered of one person: their signals, as far as the rules need them, and the segments they were last found in. */
export interface TrackerState extends RuleState {
  readonly members: readonly string[];
  /** Of the rules under which that was. */
  readonly version: string;
  /** From when to when (exclusive; null: for ever) segments of signals alone stay as they are, if no signal comes. */
  readonly stands: readonly [from: number, until: number | null];
  /** Types of the signals that came since they were settled. Absent: none. */
  readonly heard?: readonly string[];
}

const NEVER: TrackerState['stands'] = [0, 0];
export const settledNever = { members: [], version: '', stands: NEVER } satisfies Partial<TrackerState>;

/** The same signals of a person, as if nobody had looked yet in which segments they are. */
export function unsettled<State extends TrackerState>(state: State): State {
  return { ...state, ...settledNever };
}

/** Whether the person was in a segment. Of the same version, segments are asked about in the order in which members lie: it takes no set. */
export function membershipIn({ members, version }: TrackerState, asked: string): (name: string) => boolean {
  if (version !== asked) {
    const names = new Set(members);
    return (name) => names.has(name);
  }
  let next = 0;
  return (name) => {
    const isIn = members[next] === name;
    if (isIn) next++;
    return isIn;
  };
}
