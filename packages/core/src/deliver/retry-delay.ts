import { createHash } from 'node:crypto';
import { MINUTE, SECOND } from '@sintonia/spec';

const FIRST = 5 * SECOND;
const LONGEST = 60 * MINUTE;

/**
 * How long to wait before the next try: exponential with full jitter (Brooker, "Exponential Backoff and Jitter", 2015), but never
 * shorter than the provider asked for. The jitter is drawn from the message's key, so that a replay waits the same.
 *
 * @param attempts tries so far, 1 or more.
 * @returns milliseconds.
 */
export function retryDelay(sendKey: string, attempts: number, askedForMs = 0): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** (attempts - 1));
  const draw = createHash('sha256').update(`${sendKey}/${attempts}`).digest().readUInt32BE(0) / 2 ** 32;
  return Math.max(askedForMs, Math.ceil(draw * ceiling));
}
