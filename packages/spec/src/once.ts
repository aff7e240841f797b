import { assertKnownOptions } from './input/known-options.js';
import { readInteger } from './input/read.js';

export interface OnceOptions {
  /** How long an id is remembered. Milliseconds. Default: 600,000, as long as a signed timestamp is taken on either side. */
  readonly windowMs?: number;
  /** How many ids are remembered, the oldest forgotten first. Default: 10,000. */
  readonly most?: number;
}

/** Does `work` for an id once: who comes while it is under way, or within the window after, gets the same result. */
export type Once<Result> = (id: string, now: number, work: () => Promise<Result>) => Promise<Result>;

/**
 * A window in which a replayed webhook has no second effect, in this process. Work that fails is forgotten, so that the
 * vendor's next attempt counts. Beyond this process and window, it is the ids of signals that keep anything from counting twice.
 *
 * @throws SINTONIA_INPUT_INVALID when a bound is out of range.
 */
export function once<Result>(options: OnceOptions = {}): Once<Result> {
  assertKnownOptions(options, ['windowMs', 'most']);
  const windowMs = readInteger(options.windowMs ?? 600_000, 'windowMs', { min: 1, max: 86_400_000 });
  const most = readInteger(options.most ?? 10_000, 'most', { min: 1, max: 1_000_000 });
  // In the order in which they came.
  const results = new Map<string, { readonly at: number; readonly result: Promise<Result> }>();

  return (id, now, work) => {
    for (const [old, { at }] of results) {
      if (results.size < most && now - at <= windowMs) break;
      results.delete(old);
    }
    const known = results.get(id);
    if (known !== undefined) return known.result;
    const entry = { at: now, result: work() };
    results.set(id, entry);
    entry.result.catch(() => {
      if (results.get(id) === entry) results.delete(id);
    });
    return entry.result;
  };
}
