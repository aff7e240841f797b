import { type Clock, type JsonValue, parseJson, SintoniaError, systemClock } from '@sintonia/spec';
import { Pace } from './pace.js';
import { pause } from './pause.js';
import { type RateLimit, rateLimitOf } from './rate-limit.js';
import { readBounded } from './read-bounded.js';
import { type ErrorFamily, requestError } from './request-error.js';
import { retryAfter } from './retry-after.js';
import { untilAborted } from './until-aborted.js';
import { networkCode, networkVerdict, statusVerdict, type Verdict } from './verdict.js';

/** How long an attempt may take where nobody says. Milliseconds. */
export const TIMEOUT_MS = 10_000;

export interface TransportOptions {
  /** Default: Node's own. For addresses that others choose: `publicFetch`. */
  readonly fetch?: typeof fetch;
  /** Whether its errors are `DELIVERY_…`, or `PLATFORM_…` for calls that deliver no message. Default: `delivery`. */
  readonly errors?: ErrorFamily;
  /** How long one attempt may take, body included. Milliseconds. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Attempts in all, 1 to 10. Default: 3. */
  readonly attempts?: number;
  /** Before the n-th repetition it waits a random time up to `baseDelayMs` × 2ⁿ⁻¹, at most `maxDelayMs`. Default: 250. */
  readonly baseDelayMs?: number;
  /** Also the longest time that it waits because it was told to; a longer one is the caller's to wait. Default: 10,000. */
  readonly maxDelayMs?: number;
  /** The longest answer that is read. Bytes. Default: 1 MiB. */
  readonly maxAnswerBytes?: number;
  /** What an answer means where its status does not tell, such as an error inside a 200. Default: {@link statusVerdict}. */
  readonly verdict?: (answer: Answer) => Verdict | undefined;
  readonly clock?: Clock;
  /** From 0 up to 1, for the jitter. Default: `Math.random`. */
  readonly random?: () => number;
  /** Waits so many milliseconds, less when the signal fires. For tests. */
  readonly pause?: typeof pause;
}

export interface TransportRequest {
  readonly url: string | URL;
  /** Default: `GET`. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /**
   * Whether the provider takes this request once however often it comes, because it carries an idempotency key that the
   * provider honours. Default: whether the method is idempotent (GET, HEAD, OPTIONS, PUT, DELETE).
   */
  readonly repeatable?: boolean;
  readonly abort?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** What its headers say about the requests that are left. The next request of this transport waits where there are none. */
  readonly rateLimit?: RateLimit | undefined;
  /** @throws SINTONIA_INPUT_NOT_JSON and the other bounds of `parseJson`. */
  json(): JsonValue;
}

/**
 * Sends a request and returns the answer of a success.
 *
 * @throws SINTONIA_DELIVERY_RATE_LIMITED (`details.retryAfterMs`, as wherever it was told), SINTONIA_DELIVERY_TRANSIENT (surely not taken),
 *   SINTONIA_DELIVERY_REJECTED, SINTONIA_DELIVERY_UNAUTHORISED, SINTONIA_DELIVERY_UNKNOWN (bytes were sent, and what became
 *   of them nobody said). With `errors: 'platform'` SINTONIA_PLATFORM_RATE_LIMITED, SINTONIA_PLATFORM_TRANSIENT
 *   (`details.maybeTaken` where nobody said), SINTONIA_PLATFORM_REJECTED, SINTONIA_PLATFORM_UNAUTHORISED. `details` holds
 *   `host`, `method`, `attempts`, `status` or the network's `code`, and `because` where the verdict knew.
 */
export type Transport = (request: TransportRequest) => Promise<Answer>;

type Attempt =
  | { readonly answer: Answer }
  | { readonly verdict: Verdict; readonly status?: number; readonly code?: string };

const idempotentMethods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];

/** A thin client over `fetch` that repeats what is safe to repeat and says exactly what is known about the rest. */
export function transport(options: TransportOptions = {}): Transport {
  const { attempts = 3, baseDelayMs = 250, maxDelayMs = 10_000, clock = systemClock, random = Math.random } = options;
  const { pause: wait = pause, errors = 'delivery' } = options;
  const pace = new Pace();

  return async (request) => {
    const method = (request.method ?? 'GET').toUpperCase();
    const { url, repeatable = idempotentMethods.includes(method), abort = new AbortController().signal } = request;
    const { host } = new URL(url);
    let maybeTaken = false;
    for (let attempt = 1; ; attempt++) {
      const quiet = pace.wait(host, clock.now());
      if (quiet > 0 && quiet <= maxDelayMs) await wait(quiet, abort);
      const outcome = abort.aborted
        ? { verdict: { failure: 'transient' } as const, code: 'ABORTED' }
        : await tryOnce({ ...request, method, abort }, options, clock, pace);
      if ('answer' in outcome) return outcome.answer;

      const { verdict, ...facts } = outcome;
      const open = verdict.failure === 'unknown';
      // A later refusal says nothing about an earlier attempt, which may have been taken.
      maybeTaken ||= open && !idempotentMethods.includes(method);
      const delay = verdict.retryAfterMs ?? random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
      const notTaken = verdict.failure === 'rateLimited' || verdict.failure === 'transient';
      if ((notTaken || (open && repeatable)) && attempt < attempts && delay <= maxDelayMs && !abort.aborted) {
        await wait(delay, abort);
        continue;
      }
      const failure = maybeTaken ? 'unknown' : open ? 'transient' : verdict.failure;
      // For who asks to slow down there always is one; of a refusal, waiting makes nothing better.
      const told = failure === 'transient' || failure === 'unknown' ? verdict.retryAfterMs : undefined;
      const retryAfterMs = failure === 'rateLimited' ? Math.ceil(delay) : told;
      const made = facts.code === 'ABORTED' && !open ? attempt - 1 : attempt;
      const known = { ...verdict, failure, retryAfterMs } satisfies Verdict;
      throw requestError(errors, host, known, { method, attempts: made, ...facts });
    }
  };
}

async function tryOnce(
  { url, method, headers, body, abort }: TransportRequest & { method: string; abort: AbortSignal },
  { fetch: send = fetch, timeoutMs = TIMEOUT_MS, maxAnswerBytes = 2 ** 20, verdict: judge }: TransportOptions,
  clock: Clock,
  pace: Pace,
): Promise<Attempt> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([abort, timeout]);
  try {
    const sent = send(url, {
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body: body as NonNullable<RequestInit['body']> }),
      redirect: 'manual',
      signal,
    });
    const response = await untilAborted(signal, sent);
    const { status } = response;
    const rateLimit = rateLimitOf(response.headers, clock.now());
    pace.learn(new URL(url).host, rateLimit);
    const read = readBounded(response.body, maxAnswerBytes);
    const bytes = await untilAborted(signal, read).catch((failure: unknown) => {
      // A refusal is a refusal, even if its explanation breaks off.
      if (response.ok) throw failure;
      return undefined;
    });
    const answer = bytes && { status, headers: response.headers, bytes, rateLimit, json: () => parseJson(bytes) };
    const verdict = answer === undefined ? withoutBody(status) : judged(answer, judge);
    if (answer !== undefined && verdict === undefined) return { answer };
    const reset = status === 429 && rateLimit?.resetAt !== undefined ? rateLimit.resetAt - clock.now() : undefined;
    const asked = retryAfter(response.headers.get('retry-after'), clock.now()) ?? reset;
    return { verdict: { ...unknown, ...verdict, retryAfterMs: verdict?.retryAfterMs ?? asked }, status };
  } catch (failure) {
    if (failure instanceof SintoniaError) throw failure;
    const code = abort.aborted ? 'ABORTED' : timeout.aborted ? 'TIMEOUT' : networkCode(failure);
    const verdict = abort.aborted || timeout.aborted ? unknown : networkVerdict(failure);
    return { verdict, ...(code === undefined ? {} : { code }) };
  }
}

const unknown: Verdict = { failure: 'unknown' };

function withoutBody(status: number): Verdict {
  return statusVerdict(status) ?? unknown;
}

/** An adapter's verdict that stumbles over an answer it did not expect is no verdict. */
function judged(answer: Answer, judge: TransportOptions['verdict'] = ({ status }) => statusVerdict(status)) {
  try {
    return judge(answer);
  } catch {
    return withoutBody(answer.status);
  }
}
