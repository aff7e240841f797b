import { unverified } from './unverified.js';

/** The tolerance of Standard Webhooks, HubSpot and most others. Milliseconds. */
export const FRESH_MS = 5 * 60 * 1000;

const units = { seconds: 1000, milliseconds: 1 };

/**
 * Whether a signed timestamp is near the moment at which the request arrived, on either side: a capture cannot be replayed
 * for long, and not be made to last by a date in the future.
 *
 * @param timestamp decimal digits, as a header gives it.
 * @throws SINTONIA_WEBHOOK_UNVERIFIED when it is not, or is no such number.
 */
export function verifyFresh(
  timestamp: string | undefined,
  receivedAt: number,
  {
    unit = 'seconds',
    toleranceMs = FRESH_MS,
  }: { readonly unit?: keyof typeof units; readonly toleranceMs?: number } = {},
): void {
  if (timestamp === undefined || !/^\d{1,15}$/.test(timestamp)) throw unverified();
  if (!(Math.abs(receivedAt - Number(timestamp) * units[unit]) <= toleranceMs)) throw unverified();
}
