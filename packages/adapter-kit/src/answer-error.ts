import { type ErrorName, type JsonValue, SintoniaError } from '@sintonia/spec';

/** What an answer means that is no success. */
export interface Verdict {
  readonly error: ErrorName;
  /** How long to wait before the next attempt. Milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

const surelyNotTaken = [408, 425, 503];

/**
 * What a status means: 2xx is a success (`undefined`); 429 asks to slow down; 401, 403 and 407 are about credentials; 408,
 * 425 and 503 are surely not taken; another 5xx may come from behind the place where it was taken. Redirects are not
 * followed, since the credentials would follow as well, and count as refusals like all the rest.
 */
export function statusVerdict(status: number): Verdict | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 429) return { error: 'DELIVERY_RATE_LIMITED' };
  if (status === 401 || status === 403 || status === 407) return { error: 'DELIVERY_UNAUTHORISED' };
  if (surelyNotTaken.includes(status)) return { error: 'DELIVERY_TRANSIENT' };
  return { error: status >= 500 ? 'DELIVERY_UNKNOWN' : 'DELIVERY_REJECTED' };
}

// Codes of Node's and undici's errors from before a connection stood.
const neverConnected =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

/** What a failure of `fetch` itself means: nothing was taken only where there was no connection to take it. */
export function networkVerdict(failure: unknown): Verdict {
  return { error: neverConnected.test(networkCode(failure) ?? '') ? 'DELIVERY_TRANSIENT' : 'DELIVERY_UNKNOWN' };
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

const sentences: Partial<Record<ErrorName, string>> = {
  DELIVERY_RATE_LIMITED: 'asks to slow down',
  DELIVERY_UNAUTHORISED: 'refuses our credentials',
  DELIVERY_REJECTED: 'refuses the request',
  DELIVERY_TRANSIENT: 'could not take the request',
  DELIVERY_UNKNOWN: 'may or may not have taken the request',
};

/** The error of a request to `host`. Neither address nor answer is in it: both may hold secrets or personal data. */
export function answerError(
  host: string,
  { error, retryAfterMs }: Verdict,
  facts: Readonly<Record<string, JsonValue | undefined>>,
): SintoniaError {
  const details: Record<string, JsonValue> = { host };
  for (const [name, fact] of Object.entries({ ...facts, retryAfterMs })) if (fact !== undefined) details[name] = fact;
  return new SintoniaError(error, `${host} ${sentences[error] ?? 'gave an answer that is no success'}.`, { details });
}
