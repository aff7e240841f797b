import {
  type Answer,
  statusVerdict,
  type Transport,
  type TransportOptions,
  transport,
  type Verdict,
} from '@sintonia/adapter-kit';
import { type Clock, isSintoniaError, type JsonObject, parseJson, SintoniaError, systemClock } from '@sintonia/spec';
import { member } from '../meaning/fields.js';
import { CostBudget } from './cost-budget.js';

export interface AdminApiOptions extends Omit<TransportOptions, 'errors' | 'verdict'> {
  readonly shop: string;
  readonly version: string;
  readonly accessToken: string;
}

export interface AdminRequest {
  readonly variables?: JsonObject;
  readonly abort?: AbortSignal;
  /** Whether doing it twice is the same as once. Default: true, as of queries. */
  readonly repeatable?: boolean;
}

/** A page of large objects. What Shopify answers at most, it does not say. */
const LARGEST_ANSWER = 16 * 2 ** 20;
const LIMITS = { bytes: LARGEST_ANSWER, depth: 32, keys: 1_000_000, text: LARGEST_ANSWER };

/** Shopify's Admin API. Waits for the cost of its operations to be restored, and repeats what was throttled. */
export class AdminApi {
  readonly #send: Transport;
  readonly #options: AdminApiOptions;
  readonly #budget: CostBudget;

  constructor(options: AdminApiOptions) {
    const { clock = systemClock, pause } = options;
    this.#options = options;
    this.#budget = new CostBudget(clock, pause);
    const verdict = (answer: Answer) => this.#verdict(answer);
    this.#send = transport({
      maxAnswerBytes: LARGEST_ANSWER,
      maxDelayMs: 30_000,
      ...options,
      errors: 'platform',
      verdict,
    });
  }

  /** For the result of a bulk operation, which lies elsewhere and takes no token. */
  get fetch(): typeof fetch {
    return this.#options.fetch ?? fetch;
  }

  get clock(): Clock {
    return this.#options.clock ?? systemClock;
  }

  /** Waits a while, less when the signal fires. */
  pause(milliseconds: number, abort: AbortSignal): Promise<void> {
    return this.#budget.pause(milliseconds, abort);
  }

  /**
   * The `data` of an operation.
   *
   * @throws SINTONIA_PLATFORM_RATE_LIMITED, SINTONIA_PLATFORM_TRANSIENT, SINTONIA_PLATFORM_UNAUTHORISED, SINTONIA_PLATFORM_REJECTED.
   */
  async run(operation: string, request: AdminRequest = {}): Promise<Record<string, unknown>> {
    const { variables = {}, abort = new AbortController().signal, repeatable = true } = request;
    const { shop, version, accessToken } = this.#options;
    await this.#budget.wait(operation, abort);
    const answer = await this.#send({
      url: `https://${shop}/admin/api/${version}/graphql.json`,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-shopify-access-token': accessToken,
      },
      body: JSON.stringify({ query: operation, variables }),
      repeatable,
      abort,
    });
    const { data, extensions } = readAnswer(answer);
    this.#budget.learn(extensions, operation);
    return data;
  }

  /** GraphQL says what is wrong inside a 200. A verdict that throws means an answer that nobody can read. */
  #verdict(answer: Answer): Verdict | undefined {
    const status = statusVerdict(answer.status);
    if (status !== undefined) return status;
    const { errors, extensions } = readAnswer(answer);
    if (errors.length === 0) return undefined;
    const code = codeOf(errors[0]);
    if (code === 'THROTTLED') {
      return { failure: 'rateLimited', retryAfterMs: this.#budget.learn(extensions), because: code };
    }
    if (code === 'ACCESS_DENIED' || code === 'SHOP_INACTIVE') return { failure: 'unauthorised', because: code };
    if (code === 'INTERNAL_SERVER_ERROR' || code === 'TIMEOUT') return { failure: 'unknown', because: code };
    return { failure: 'rejected', because: code };
  }
}

function readAnswer({ bytes }: Answer) {
  const answer = parseJson(bytes, LIMITS) as Record<string, unknown>;
  const errors = member(answer, 'errors') ?? [];
  const data = member(answer, 'data');
  const list: unknown[] = Array.isArray(errors) ? errors : [errors];
  if (list.length === 0 && (typeof data !== 'object' || Array.isArray(data))) {
    throw new SintoniaError('INPUT_INVALID', 'An answer must hold data or errors.', { field: 'data' });
  }
  return { data: data as Record<string, unknown>, errors: list, extensions: member(answer, 'extensions') };
}

function codeOf(error: unknown): string | undefined {
  const { extensions } = (typeof error === 'object' && error !== null ? error : {}) as {
    extensions?: { code?: unknown };
  };
  return typeof extensions?.code === 'string' ? extensions.code : undefined;
}

/** Whether an operation asked for more at once than Shopify gives to any. */
export function isTooCostly(error: unknown): boolean {
  return isSintoniaError(error, 'PLATFORM_REJECTED') && error.details?.because === 'MAX_COST_EXCEEDED';
}
