import {
  type Answer,
  type Failure,
  Fields,
  statusVerdict,
  type Transport,
  type TransportOptions,
  transport,
  type Verdict,
} from '@sintonia/adapter-kit';
import { isSintoniaError, type JsonObject, parseJson, SintoniaError, systemClock } from '@sintonia/spec';
import { CostBudget } from './cost-budget.js';

export interface AdminApiOptions extends Omit<TransportOptions, 'errors' | 'verdict'> {
  readonly shop: string;
  readonly version: string;
  readonly accessToken: string;
}

export interface AdminRequest {
  readonly variables?: JsonObject;
  readonly abort?: AbortSignal | undefined;
  /** Whether doing it twice is the same as once. Default: true, as of queries. */
  readonly repeatable?: boolean;
}

/** A page of large objects. What Shopify answers at most, it does not say. */
const LARGEST_ANSWER = 16 * 2 ** 20;
const LIMITS = { bytes: LARGEST_ANSWER, depth: 32, keys: 1_000_000, text: LARGEST_ANSWER };

/** What Shopify says inside a 200. All else is a refusal. */
const failures: ReadonlyMap<unknown, Failure> = new Map([
  ['THROTTLED', 'rateLimited'],
  ['ACCESS_DENIED', 'unauthorised'],
  ['SHOP_INACTIVE', 'unauthorised'],
  ['INTERNAL_SERVER_ERROR', 'unknown'],
  ['TIMEOUT', 'unknown'],
]);

/** Shopify's Admin API. Waits for the cost of its operations to be restored, and repeats what was throttled. */
export class AdminApi {
  readonly #send: Transport;
  readonly #options: AdminApiOptions;
  readonly #budget: CostBudget;

  constructor(options: AdminApiOptions) {
    const { clock = systemClock, pause } = options;
    const defaults = { maxAnswerBytes: LARGEST_ANSWER, maxDelayMs: 30_000 };
    this.#options = options;
    this.#budget = new CostBudget(clock, pause);
    this.#send = transport({ ...defaults, ...options, errors: 'platform', verdict: (answer) => this.#verdict(answer) });
  }

  /** For the result of a bulk operation, which lies elsewhere and takes no token. */
  get fetch(): typeof fetch {
    return this.#options.fetch ?? fetch;
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
  async run(operation: string, request: AdminRequest = {}): Promise<Fields> {
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
    return new Fields(data, 'data');
  }

  /**
   * What a mutation gives that Shopify took.
   *
   * @param name of the one mutation in the operation.
   * @throws SINTONIA_PLATFORM_REJECTED with Shopify's code (`details.because`), without its words, which may quote; what `run` throws.
   */
  async change(name: string, operation: string, request: AdminRequest): Promise<Fields> {
    const data = await this.run(operation, request);
    const payload = data.read(name, (value, field) => new Fields(value, field));
    const [code] = payload.list('userErrors', (error) => error.given('code') ?? '');
    if (code === undefined) return payload;
    const because = typeof code === 'string' && /^[A-Z_]{1,80}$/.test(code) ? code : 'USER_ERROR';
    throw new SintoniaError('PLATFORM_REJECTED', `Shopify refuses ${name}.`, { details: { because, mutation: name } });
  }

  /** GraphQL says what is wrong inside a 200. A verdict that throws means an answer that nobody can read. */
  #verdict(answer: Answer): Verdict | undefined {
    const status = statusVerdict(answer.status);
    if (status !== undefined) return status;
    const { errors, extensions } = readAnswer(answer);
    if (errors.length === 0) return undefined;
    const code = codeOf(errors[0]);
    const failure = failures.get(code) ?? 'rejected';
    const retryAfterMs = failure === 'rateLimited' ? this.#budget.learn(extensions) : undefined;
    return { failure, because: code, retryAfterMs };
  }
}

function readAnswer({ bytes }: Answer) {
  const answer = new Fields(parseJson(bytes, LIMITS), 'answer');
  const given = answer.given('errors') ?? [];
  const errors: readonly unknown[] = Array.isArray(given) ? given : [given];
  const data = answer.given('data');
  if (errors.length === 0 && (typeof data !== 'object' || Array.isArray(data))) {
    throw new SintoniaError('INPUT_INVALID', 'An answer must hold data or errors.', { field: 'data' });
  }
  return { data, errors, extensions: answer.given('extensions') };
}

function codeOf(error: unknown): string | undefined {
  const { extensions } = (error ?? {}) as { extensions?: { code?: unknown } | null };
  return typeof extensions?.code === 'string' ? extensions.code : undefined;
}

/** Whether an operation asked for more at once than Shopify gives to any. */
export function isTooCostly(error: unknown): boolean {
  return isSintoniaError(error, 'PLATFORM_REJECTED') && error.details?.because === 'MAX_COST_EXCEEDED';
}
