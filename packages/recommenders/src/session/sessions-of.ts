import { MINUTE } from '@sintonia/spec';
import type { InteractionLog } from '../dataset/interaction-log.js';
import type { Pace } from '../pace.js';

/** What people did one after the other, in sessions: flat, session behind session. */
export interface Sessions {
  /** Item numbers in the order of time; never the same twice in a row within a session. */
  readonly items: Uint32Array;
  /** Of each place, the number of its session, growing. */
  readonly session: Uint32Array;
  /** Of each session, when its last action happened. Milliseconds since 1970. */
  readonly endedAt: Float64Array;
}

/** Cuts what each person did into sessions, wherever nothing happened for `gapMinutes`. What was turned down is no part of them. */
export async function sessionsOf(log: InteractionLog, gapMinutes: number, pace: Pace): Promise<Sessions> {
  const { length, people, person, item, weight, time } = log;
  const starts = new Uint32Array(people + 1);
  for (let row = 0; row < length; row++)
    starts[(person[row] as number) + 1] = (starts[(person[row] as number) + 1] as number) + 1;
  for (let each = 0; each < people; each++) starts[each + 1] = (starts[each + 1] as number) + (starts[each] as number);
  const next = starts.slice();
  const order = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    const who = person[row] as number;
    order[next[who] as number] = row;
    next[who] = (next[who] as number) + 1;
  }

  const items = new Uint32Array(length);
  const session = new Uint32Array(length);
  const endedAt = new Float64Array(length);
  let filled = 0;
  let sessions = 0;
  for (let who = 0; who < people; who++) {
    if (pace.due()) await pace.rest();
    const theirs = order.subarray(starts[who], starts[who + 1]);
    theirs.sort((a, b) => (time[a] as number) - (time[b] as number) || a - b);
    let before: number | undefined;
    for (const row of theirs) {
      if (!((weight[row] as number) > 0)) continue;
      const at = time[row] as number;
      if (before === undefined || at - before > gapMinutes * MINUTE) sessions++;
      before = at;
      endedAt[sessions - 1] = at;
      const isRepeat = filled > 0 && session[filled - 1] === sessions - 1 && items[filled - 1] === item[row];
      if (isRepeat) continue;
      items[filled] = item[row] as number;
      session[filled] = sessions - 1;
      filled++;
    }
  }
  return { items: items.slice(0, filled), session: session.slice(0, filled), endedAt: endedAt.slice(0, sessions) };
}
