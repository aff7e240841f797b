import { SECOND } from '@sintonia/spec';

/** Shorter than this a difference is the way of the request, not of the clock. */
const WAY = 10 * SECOND;

/**
 * How far the sender's clock is behind ours, by the moment at which it says it sent. 0 where it does not say, or where the
 * difference is under 10 seconds. Milliseconds.
 */
export function clockBehind(sentAt: number | undefined, receivedAt: number): number {
  if (sentAt === undefined) return 0;
  const behind = receivedAt - sentAt;
  return Math.abs(behind) < WAY ? 0 : behind;
}
