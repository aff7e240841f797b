import { type Transport, type TransportOptions, transport } from '@sintonia/adapter-kit';
import { isSintoniaError, type JsonValue, SintoniaError } from '@sintonia/spec';
import { apiVerdict, contentOf, LONGEST_ANSWER } from './api-verdict.js';
import type { HubSpotSettings } from './hubspot-options.js';

export interface ApiCall {
  /** Default: `POST` with a body, else `GET`. */
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
  readonly abort?: AbortSignal | undefined;
}

/** Calls HubSpot. All that we ask for is idempotent, so that every call may be made again. */
export class HubSpotApi {
  readonly #settings: Pick<HubSpotSettings, 'token' | 'url'>;
  readonly #send: Transport;

  constructor(settings: HubSpotSettings, options: TransportOptions = {}) {
    const { fetch: given, timeoutMs } = settings;
    this.#settings = settings;
    this.#send = transport({
      errors: 'platform',
      timeoutMs,
      ...(given === undefined ? {} : { fetch: given }),
      // Limits are counted by the second or by ten of them.
      baseDelayMs: 500,
      maxAnswerBytes: LONGEST_ANSWER,
      verdict: apiVerdict,
      ...options,
    });
  }

  /** @throws SINTONIA_PLATFORM_REJECTED, _UNAUTHORISED, _RATE_LIMITED, _TRANSIENT; `details.because` is HubSpot's word. */
  async call({ path, query = {}, body, abort, ...call }: ApiCall): Promise<JsonValue | undefined> {
    const url = new URL(path, this.#settings.url);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const answer = await this.#send({
      url,
      method: call.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { authorization: `Bearer ${await this.#token()}`, 'content-type': 'application/json' },
      repeatable: true,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(abort === undefined ? {} : { abort }),
    });
    return contentOf(answer);
  }

  async #token(): Promise<string> {
    const token: unknown = await this.#settings.token();
    if (typeof token === 'string' && /^[\x21-\x7e]{8,4000}$/.test(token)) return token;
    throw new SintoniaError('PLATFORM_UNAUTHORISED', 'The option `token` gave no token.', { field: 'token' });
  }
}

/** Whether HubSpot refused with one of these statuses. */
export function isRefused(error: unknown, ...statuses: readonly number[]): boolean {
  return isSintoniaError(error, 'PLATFORM_REJECTED') && statuses.includes(Number(error.details?.status));
}

/** What an answer holds under a name, where that is a list of objects; else none. */
export function listIn(answer: unknown, name: string): readonly Record<string, unknown>[] {
  const list = isObject(answer) && Object.hasOwn(answer, name) ? answer[name] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
