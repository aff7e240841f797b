import { type Clock, SintoniaError } from '@sintonia/spec';

export interface RateLimit {
  /** Requests a second that a key may go on with. */
  readonly perSecond: number;
  /** Requests that a key may make at once. */
  readonly burst: number;
}

/** Counts a request of a key. @throws SINTONIA_REQUEST_RATE_LIMITED (`details.retryAfterMs`). */
export type RateLimiter = (key: string) => void;

/** A token bucket for each key. Only for keys that are known: of anybody else's there is no end. */
export function rateLimiter({ perSecond, burst }: RateLimit, clock: Clock): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (key) => {
    const now = clock.now();
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    buckets.set(key, bucket);
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    if (bucket.tokens < 1) {
      const retryAfterMs = Math.ceil(((1 - bucket.tokens) / perSecond) * 1000);
      const message = 'More requests than this key may make.';
      throw new SintoniaError('REQUEST_RATE_LIMITED', message, { details: { retryAfterMs } });
    }
    bucket.tokens--;
  };
}
