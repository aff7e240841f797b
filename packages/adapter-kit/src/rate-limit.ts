/** What a vendor's headers say about the requests that are left. */
export interface RateLimit {
  readonly remaining: number;
  /** When there will be more. Milliseconds since 1970, at most a day ahead. Absent where nobody says. */
  readonly resetAt?: number;
}

const LONGEST = 24 * 60 * 60 * 1000;

/** Headers for what is left and for when there is more: a moment, or (HubSpot) how long a window is. */
const pairs: readonly (readonly [remaining: string, reset: string, unit: 'guess' | 'milliseconds'])[] = [
  ['ratelimit-remaining', 'ratelimit-reset', 'guess'],
  ['x-ratelimit-remaining', 'x-ratelimit-reset', 'guess'],
  ['x-rate-limit-remaining', 'x-rate-limit-reset', 'guess'],
  ['x-hubspot-ratelimit-remaining', 'x-hubspot-ratelimit-interval-milliseconds', 'milliseconds'],
];

/**
 * The tightest limit that an answer tells: `RateLimit-*` and `RateLimit` (drafts of draft-ietf-httpapi-ratelimit-headers),
 * `X-RateLimit-*`, `X-Rate-Limit-*`, HubSpot's. `undefined` where it tells none. Limits that stand in the body, such as the
 * cost of Shopify's GraphQL, are the adapter's to read.
 */
export function rateLimitOf(headers: Headers, now: number): RateLimit | undefined {
  const told = pairs.map(([remaining, reset, unit]) => limit(headers.get(remaining), headers.get(reset), unit, now));
  for (const policy of headers
    .get('ratelimit')
    ?.slice(0, 1000)
    .split(/,(?=\s*")/) ?? []) {
    const part = (names: string) => new RegExp(`(?:^|[;,\\s])(?:${names})\\s*=\\s*([\\d.]+)`).exec(policy)?.[1];
    told.push(limit(part('r|remaining'), part('t|reset'), 'guess', now));
  }
  return told.reduce((least, one) => (one && !(least && least.remaining <= one.remaining) ? one : least), undefined);
}

function limit(
  remaining: string | null | undefined,
  reset: string | null | undefined,
  unit: 'guess' | 'milliseconds',
  now: number,
): RateLimit | undefined {
  const left = number(remaining);
  if (left === undefined) return undefined;
  const said = number(reset);
  if (said === undefined) return { remaining: left };
  const at = unit === 'milliseconds' ? now + said : moment(said, now);
  return { remaining: left, resetAt: Math.min(Math.max(at, now), now + LONGEST) };
}

/** Vendors write seconds from now, or seconds or milliseconds since 1970: sizes that no two of them share. */
function moment(said: number, now: number): number {
  if (said < 1e9) return now + said * 1000;
  return said < 1e12 ? said * 1000 : said;
}

function number(text: string | null | undefined): number | undefined {
  return /^\s*\d{1,15}(?:\.\d{1,9})?\s*$/.test(text ?? '') ? Number(text) : undefined;
}
