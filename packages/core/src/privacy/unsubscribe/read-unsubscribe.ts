import { assertKnownOptions, isIdentifier, SintoniaError, type Unsubscribe } from '@sintonia/spec';
import { type UnsubscribeClaim, UnsubscribeTokens } from './unsubscribe-tokens.js';

/** How people leave: what `createEngine({ unsubscribe })` takes. */
export interface UnsubscribeOptions {
  /**
   * Where the endpoint stands, such as `https://shop.example/unsubscribe`; the token is added as the parameter `token`. `https`, because RFC 8058 asks
   * for it; `http` for this machine only.
   */
  readonly url: string;
  /** Seals tokens. At least 32 characters that nobody can guess. Who changes it breaks every link that was ever sent: see `secrets`. */
  readonly secret?: string;
  /** Instead of `secret`: the first one seals, and links that were sealed with the others still work. 1 to 10. */
  readonly secrets?: readonly string[];
  /** An address that takes requests by mail, where you read them. Default: none. */
  readonly mailto?: string;
}

/** How people leave, checked. */
export interface UnsubscribeSettings {
  readonly tokens: UnsubscribeTokens;
  /** The way out of a message. */
  wayOut(claim: UnsubscribeClaim): Unsubscribe;
}

const OPTIONS = ['url', 'secret', 'secrets', 'mailto'] as const satisfies readonly (keyof UnsubscribeOptions)[];
/** 32 characters of base64 hold 192 bits. */
const SHORTEST_SECRET = 32;
const PARAMETER = 'token';

/** @throws SINTONIA_OPTION_INVALID that names the option, and never repeats a secret. */
export function readUnsubscribe(options: UnsubscribeOptions, tenant: string): UnsubscribeSettings {
  assertKnownOptions(options, OPTIONS, 'unsubscribe');
  const { mailto } = options;
  const url = readUrl(options.url);
  const tokens = new UnsubscribeTokens(readSecrets(options), tenant);
  if (mailto !== undefined && !(isIdentifier(mailto) && /^[^\s@<>?&]+@[^\s@<>?&]+$/.test(mailto))) {
    invalid('mailto', 'must be an e-mail address');
  }
  return {
    tokens,
    wayOut(claim) {
      const link = new URL(url);
      link.searchParams.set(PARAMETER, tokens.seal(claim));
      return { url: link.href, ...(mailto !== undefined && { mailto }) };
    },
  };
}

function readUrl(text: unknown): URL {
  if (typeof text !== 'string' || !URL.canParse(text)) return invalid('url', 'must be a URL');
  const url = new URL(text);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))
    return invalid('url', 'must begin with https:');
  if (url.username !== '' || url.password !== '' || url.hash !== '' || url.searchParams.has(PARAMETER)) {
    return invalid('url', `must have no password, no fragment and no parameter named ${PARAMETER}`);
  }
  return url;
}

function readSecrets({ secret, secrets }: UnsubscribeOptions): [string, ...string[]] {
  if ((secret === undefined) === (secrets === undefined)) invalid('secret', 'or secrets must be there, one of both');
  const field = secret === undefined ? 'secrets' : 'secret';
  const given: unknown = secret === undefined ? secrets : [secret];
  if (!Array.isArray(given) || given.length < 1 || given.length > 10)
    return invalid(field, 'must be a list of 1 to 10');
  for (const each of given) {
    if (typeof each !== 'string' || each.length < SHORTEST_SECRET) {
      invalid(field, `must be of at least ${SHORTEST_SECRET} characters that nobody can guess`);
    }
  }
  return [...given] as [string, ...string[]];
}

function invalid(option: keyof UnsubscribeOptions, must: string): never {
  throw new SintoniaError('OPTION_INVALID', `unsubscribe.${option} ${must}.`, { field: `unsubscribe.${option}` });
}
