import { assertKnownOptions, type Clock, readNumber, SintoniaError, systemClock } from '@sintonia/spec';
import type { RateLimit } from './request/rate-limit.js';

export interface HttpOptions {
  /** Keys with which pages, apps and services send events, as in Segment. A key in a page is public. Default: none. */
  readonly writeKeys?: readonly string[];
  /** Secret keys of your services, at least 24 characters: for lists, decisions and feedback, and for events. Default: none. */
  readonly apiKeys?: readonly string[];
  /** Traits that a write key may not set, such as `['email', 'phone']`; they need a secret key. Default: none. */
  readonly protectedTraits?: readonly string[];
  /** Which pages may send events, such as `['https://shop.example']`; events of others are refused. Default: `*`, all. */
  readonly origins?: '*' | readonly string[];
  /** Requests that each key may make, events and questions together. Default: 1,000 a second, 2,000 at once. */
  readonly rateLimit?: RateLimit;
  /** Where the handler stands, without the last slash, such as `/sintonia`. Default: at the root. */
  readonly basePath?: string;
  /** What stands before the path as the world sees it, such as `https://shop.example`. Default: as the request says. */
  readonly origin?: string;
  /** Whose page of preferences it is, such as `Mug Shop`. Default: nobody is named. */
  readonly title?: string;
  /** Told about what failed on our side. Default: nobody. */
  readonly onError?: (error: unknown) => void;
  /** Default: the machine's. */
  readonly clock?: Clock;
}

const known = [
  'writeKeys',
  'apiKeys',
  'protectedTraits',
  'origins',
  'rateLimit',
  'basePath',
  'origin',
  'title',
  'onError',
  'clock',
] as const satisfies readonly (keyof HttpOptions)[];

/** {@link HttpOptions}, checked and complete. @throws SINTONIA_OPTION_INVALID that names the option. */
export function readHttpOptions(options: HttpOptions) {
  assertKnownOptions(options, known);
  const { rateLimit = { perSecond: 1000, burst: 2000 }, basePath = '', origin, origins = '*', title = '' } = options;
  const { onError = () => {}, clock = systemClock } = options;
  assertRateLimit(rateLimit);
  if (typeof basePath !== 'string' || !/^(?:\/[\w.~-]+)*$/.test(basePath)) {
    invalid('basePath', 'must be a path such as /sintonia');
  }
  if (origin !== undefined && !isOrigin(origin)) invalid('origin', 'must be such as https://shop.example');
  if (origins !== '*' && !(Array.isArray(origins) && origins.every(isOrigin))) {
    invalid('origins', 'must be * or a list such as https://shop.example');
  }
  if (typeof title !== 'string' || title.length > 100) invalid('title', 'must be a text of at most 100 characters');
  if (typeof onError !== 'function') invalid('onError', 'must be a function');
  return {
    writeKeys: texts(options.writeKeys, 'writeKeys', 8),
    apiKeys: texts(options.apiKeys, 'apiKeys', 24),
    protectedTraits: new Set(texts(options.protectedTraits, 'protectedTraits', 1)),
    rateLimit,
    basePath,
    origin,
    origins,
    title,
    onError,
    clock,
  };
}

export type HttpSettings = ReturnType<typeof readHttpOptions>;

function texts(value: unknown, field: string, shortest: number): readonly string[] {
  const isText = (each: unknown) => typeof each === 'string' && each.length >= shortest && !/[\s\p{Cc}:]/u.test(each);
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every(isText)) {
    invalid(field, `must be a list of texts of at least ${shortest} characters, without white space and colons`);
  }
  return [...value];
}

function assertRateLimit(limit: unknown): asserts limit is RateLimit {
  assertKnownOptions(limit, ['perSecond', 'burst'], 'rateLimit');
  const { perSecond, burst } = limit as Partial<RateLimit>;
  try {
    readNumber(perSecond, 'rateLimit.perSecond', { min: 0.001, max: 1e9 });
    readNumber(burst, 'rateLimit.burst', { min: 1, max: 1e9 });
  } catch {
    invalid('rateLimit', 'must be { perSecond, burst }, numbers above 0');
  }
}

function isOrigin(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value;
}

function invalid(field: string, must: string): never {
  throw new SintoniaError('OPTION_INVALID', `${field} ${must}.`, { field });
}
