/**
 * What is known of a request that did not succeed. `rateLimited` and `transient`: surely not taken, perhaps later; `rejected`:
 * never; `unauthorised`: not with these credentials; `unknown`: perhaps taken.
 */
export type Failure = 'rateLimited' | 'transient' | 'rejected' | 'unauthorised' | 'unknown';

/** What an answer means that is no success. */
export interface Verdict {
  readonly failure: Failure;
  /** How long to wait before the next attempt. Milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The vendor's own word for it, such as `CONTACT_EXISTS`, for `details.because`. What is no such word is left out. */
  readonly because?: string | undefined;
}

const surelyNotTaken = [408, 425, 503];

/**
 * What a status means: 2xx is a success (`undefined`); 429 asks to slow down; 401, 403 and 407 are about credentials; 408,
 * 425 and 503 are surely not taken; another 5xx may come from behind the place where it was taken. Redirects are not
 * followed, since the credentials would follow as well, and count as refusals like all the rest.
 */
export function statusVerdict(status: number): Verdict | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 429) return { failure: 'rateLimited' };
  if (status === 401 || status === 403 || status === 407) return { failure: 'unauthorised' };
  if (surelyNotTaken.includes(status)) return { failure: 'transient' };
  return { failure: status >= 500 ? 'unknown' : 'rejected' };
}

/** The code of an address that `publicFetch` does not let anybody reach. */
export const NOT_PUBLIC = 'ERR_ADDRESS_NOT_PUBLIC';

// Codes of Node's and undici's errors from before a connection stood.
const neverConnected =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

/** What a failure of `fetch` itself means: nothing was taken only where there was no connection to take it. */
export function networkVerdict(failure: unknown): Verdict {
  const code = networkCode(failure) ?? '';
  if (code === NOT_PUBLIC) return { failure: 'rejected' };
  return { failure: neverConnected.test(code) ? 'transient' : 'unknown' };
}

/** The system's code of a network failure, such as `ECONNRESET`. */
export function networkCode(failure: unknown): string | undefined {
  // fetch throws a TypeError whose cause is the error, or an AggregateError of one for each address that was tried.
  let error = failure;
  for (let depth = 0; depth < 5 && typeof error === 'object' && error !== null; depth++) {
    const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
    if (typeof code === 'string' && /^[A-Z\d_]{2,60}$/.test(code)) return code;
    error = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return undefined;
}
