import { type Cursor, SintoniaError } from '@sintonia/spec';

/** Where a signal stands in the log. */
export interface Place {
  readonly part: number;
  readonly tx: number;
  readonly pos: number;
}

/**
 * How far a forward reader has come: everything up to `at`, except what transactions write that were still open when it passed
 * them. Each of those with the last place of it that was read (0 is none).
 */
export interface Progress {
  readonly at: Place;
  readonly open: readonly { readonly tx: number; readonly pos: number }[];
}

/** As text: `part.tx.pos`, then `_tx.pos` of each open transaction. */
export function cursorOf({ at: { part, tx, pos }, open }: Progress): Cursor {
  return [`${part}.${tx}.${pos}`, ...open.map((one) => `${one.tx}.${one.pos}`)].join('_');
}

/** @throws SINTONIA_INPUT_INVALID */
export function progressOf(cursor: Cursor): Progress {
  if (typeof cursor !== 'string' || !/^\d{1,9}\.\d{1,15}\.\d{1,9}(_\d{1,15}\.\d{1,9})*$/.test(cursor)) {
    throw new SintoniaError('INPUT_INVALID', 'after is no cursor of this store.', { field: 'after' });
  }
  const [at, ...open] = cursor.split('_').map((text) => text.split('.').map(Number));
  const [part, tx, pos] = at as [number, number, number];
  return { at: { part, tx, pos }, open: open.map(([tx, pos]) => ({ tx: tx as number, pos: pos as number })) };
}

/**
 * How far the reader is after one more page, which was read at one moment.
 *
 * @param late places read of transactions that were open before.
 * @param at the last place read otherwise, or where the reader stood.
 * @param running transactions that were open at that moment.
 * @param isCut whether the page ended amid what is late, so that the rest of it comes next.
 */
export function advanced(
  before: Progress | undefined,
  { late, at, running, isCut }: { late: readonly Place[]; at: Place; running: readonly number[]; isCut: boolean },
): Progress {
  const open = new Map<number, number>();
  for (const { tx, pos } of before?.open ?? []) {
    // A part begins when nobody writes: what was open in an earlier one is over, and was all there to read.
    if (isCut || (before?.at.part === at.part && running.includes(tx))) open.set(tx, pos);
  }
  for (const { tx, pos } of late) if (open.has(tx)) open.set(tx, pos);
  for (const tx of running) if (tx < at.tx && !open.has(tx)) open.set(tx, 0);
  return { at, open: [...open].sort(([one], [other]) => one - other).map(([tx, pos]) => ({ tx, pos })) };
}
