import { type JsonObject, parseJson, SintoniaError, systemClock } from '@sintonia/spec';
import { Fields } from '../fields.js';
import { pause } from '../pause.js';
import { type Answer, TIMEOUT_MS, type Transport, type TransportOptions, transport } from '../transport.js';
import { type Failure, statusVerdict, type Verdict } from '../verdict.js';
import { PointBudget, type PointCost } from './point-budget.js';

export interface GraphqlOptions extends Omit<TransportOptions, 'errors' | 'verdict'> {
  readonly url: string | URL;
  /** Sent along, such as the token. */
  readonly headers: Readonly<Record<string, string>>;
  /** What `extensions.code` of an error inside a 200 means. Default: a refusal. */
  readonly failures?: Readonly<Record<string, Failure>>;
  /** What the `extensions` of an answer say about points, for operations that wait until there are enough. Default: nothing. */
  readonly cost?: (extensions: unknown) => PointCost;
}

export interface GraphqlRequest {
  readonly variables?: JsonObject;
  readonly abort?: AbortSignal | undefined;
  /** Whether doing it twice is the same as once. Default: true, as of queries. */
  readonly repeatable?: boolean;
}

/** A page of large objects. */
const LARGEST_ANSWER = 16 * 2 ** 20;
const LIMITS = { bytes: LARGEST_ANSWER, depth: 32, keys: 1_000_000, text: LARGEST_ANSWER };

/** GraphQL over HTTP, whose errors come inside a 200. Waits for the points of its operations to be restored. */
export class GraphqlApi {
  readonly #send: Transport;
  readonly #options: GraphqlOptions;
  readonly #budget: PointBudget;

  constructor(options: GraphqlOptions) {
    const { url: _url, headers: _headers, failures: _failures, cost: _cost, ...others } = options;
    const verdict = (answer: Answer) => this.#verdict(answer);
    this.#options = options;
    this.#budget = new PointBudget(options.clock ?? systemClock, options.pause);
    this.#send = transport({
      maxAnswerBytes: LARGEST_ANSWER,
      maxDelayMs: 30_000,
      ...others,
      errors: 'platform',
      verdict,
    });
  }

  /** For what lies elsewhere, such as files. */
  get fetch(): typeof fetch {
    return this.#options.fetch ?? fetch;
  }

  /** How long it may stand still. Milliseconds. */
  get timeoutMs(): number {
    return this.#options.timeoutMs ?? TIMEOUT_MS;
  }

  /** Waits so many milliseconds, less when the signal fires. */
  get pause(): typeof pause {
    return this.#options.pause ?? pause;
  }

  /**
   * The `data` of an operation.
   *
   * @throws SINTONIA_PLATFORM_RATE_LIMITED, SINTONIA_PLATFORM_TRANSIENT, SINTONIA_PLATFORM_UNAUTHORISED, SINTONIA_PLATFORM_REJECTED.
   */
  async run(operation: string, request: GraphqlRequest = {}): Promise<Fields> {
    const { variables = {}, abort = new AbortController().signal, repeatable = true } = request;
    const { url, headers, cost } = this.#options;
    await this.#budget.wait(operation, abort);
    const json = { 'content-type': 'application/json', accept: 'application/json' };
    const body = JSON.stringify({ query: operation, variables });
    const answer = await this.#send({ url, method: 'POST', headers: { ...json, ...headers }, body, repeatable, abort });
    const { data, extensions } = readAnswer(answer);
    if (cost !== undefined) this.#budget.learn(cost(extensions), operation);
    return new Fields(data, 'data');
  }

  /** A verdict that throws means an answer that nobody can read. */
  #verdict(answer: Answer): Verdict | undefined {
    const status = statusVerdict(answer.status);
    if (status !== undefined) return status;
    const { errors, extensions } = readAnswer(answer);
    if (errors.length === 0) return undefined;
    const { failures = {}, cost } = this.#options;
    const because = codeOf(errors[0]);
    const failure = because !== undefined && Object.hasOwn(failures, because) ? failures[because] : undefined;
    const retryAfterMs = failure === 'rateLimited' && cost ? this.#budget.learn(cost(extensions)) : undefined;
    return { failure: failure ?? 'rejected', because, retryAfterMs };
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
