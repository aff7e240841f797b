import { setTimeout } from 'node:timers/promises';

/** Waits so many milliseconds; ends early, without an error, when the signal fires. */
export async function pause(milliseconds: number, abort: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal: abort }).catch(() => {});
}
