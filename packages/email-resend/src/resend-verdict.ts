import { type Answer, statusVerdict, type Verdict } from '@sintonia/adapter-kit';

/** A quota that is used up does not come back within seconds. Milliseconds. */
const WAIT_FOR_QUOTA = 60 * 60 * 1000;

/**
 * What an answer of Resend's means, by https://resend.com/docs/api-reference/errors:
 *
 * - 409: another request with this idempotency key is under way, or was one with another content. Perhaps taken, either way.
 * - A sender that may not be used is about the account, not about this message.
 * - A success without an id is none that anybody could rely on.
 */
export function resendVerdict({ status, json }: Answer): Verdict | undefined {
  const plain = statusVerdict(status);
  // Throws where it is no JSON: then the status has to do, and a success becomes unknown.
  const { id, data, name } = json() as Record<string, unknown>;
  if (plain === undefined) return typeof id === 'string' || Array.isArray(data) ? undefined : { failure: 'unknown' };
  const because = typeof name === 'string' ? name : undefined;
  if (status === 409) return { failure: 'unknown', because };
  if (name === 'invalid_from_address') return { failure: 'unauthorised', because };
  if (status === 429 && /quota/.test(because ?? '')) {
    return { failure: 'rateLimited', because, retryAfterMs: WAIT_FOR_QUOTA };
  }
  return { ...plain, because };
}
