import type { CommitResult } from '@sintonia/spec';
import type { Failure } from './failure.js';
import type { StoreSettings } from './sqlite-options.js';
import type { EraseResult, Work } from './work.js';

/** What the writer starts with. */
export interface WriterData {
  readonly settings: StoreSettings;
  /** How many messages were posted to it, as the first number. It sleeps on that. */
  readonly posted: Int32Array;
}

/** To the writer. `close` comes last. */
export type ToWriter = Work | 'close';
/** From the writer: first whether it could open the file, then replies in the order of what was asked, {@link CELLS} each. */
export type FromWriter = 'opened' | Failure | readonly unknown[];

export type Result = CommitResult | EraseResult;
export type Reply = { readonly result: Result } | { readonly failure: Failure };

const CELLS = 4;

/** Flat, as work is. */
export function messageOf(replies: readonly Reply[]): readonly unknown[] {
  const cells: unknown[] = [];
  for (const reply of replies) {
    if ('failure' in reply) cells.push(reply.failure, 0, 0, undefined);
    else if (!('appended' in reply.result)) cells.push(undefined, 0, 0, reply.result);
    else {
      const { appended, duplicates, versions } = reply.result;
      // Versions of a batch follow one another.
      cells.push(appended, versions[0] ?? 0, versions.length, duplicates.length === 0 ? undefined : duplicates);
    }
  }
  return cells;
}

export function repliesOf(cells: readonly unknown[]): readonly Reply[] {
  const replies: Reply[] = [];
  for (let at = 0; at < cells.length; at += CELLS) {
    const outcome = cells[at] as number | Failure | undefined;
    const rest = cells[at + 3] as readonly string[] | EraseResult | undefined;
    if (typeof outcome === 'object') replies.push({ failure: outcome });
    else if (outcome === undefined) replies.push({ result: rest as EraseResult });
    else {
      const [first, length] = [cells[at + 1] as number, cells[at + 2] as number];
      const versions = Array.from({ length }, (_, place) => first + place);
      replies.push({ result: { appended: outcome, duplicates: (rest ?? []) as readonly string[], versions } });
    }
  }
  return replies;
}
