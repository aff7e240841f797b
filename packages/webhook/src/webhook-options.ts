import {
  fetchSetting,
  flagSetting,
  functionSetting,
  invalidOption,
  numberSetting,
  optional,
  patternSetting,
  publicFetch,
  readSettings,
  type Setting,
  urlSetting,
  webhookSecretsSetting,
  withDefault,
} from '@sintonia/adapter-kit';
import type { Profile } from '@sintonia/spec';

export interface WebhookOptions {
  /** Where messages are posted to: `https:`, or `http:` where it is `trusted`. */
  readonly url: string | URL;
  /** `whsec_` and 24 to 64 bytes as base64, by https://www.standardwebhooks.com; several while one is rotated, all sign. */
  readonly secret: string | readonly string[];
  /** Such as `sms`, `push`, `chat`. */
  readonly channel: string;
  /** Unique within an engine. Default: `webhook-` and the channel. */
  readonly name?: string;
  /** Sent along, such as `{ authorization: 'Bearer …' }`. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where a person can be reached. Default: the trait `email` for `email`, `phone` for `sms`, else none. */
  readonly addressOf?: (profile: Profile) => string | undefined;
  /**
   * Whether the receiver takes a `webhook-id` once however often it comes, so that a post whose answer was lost may be repeated.
   * Default: false.
   */
  readonly repeatable?: boolean;
  /** Whether the receiver hears, by an event `person.erased`, who is to be forgotten. Default: false. */
  readonly erasure?: boolean;
  /** Posts at once. 1 to 100. Default: 8. */
  readonly concurrency?: number;
  /** How long one attempt may take. Milliseconds, 100 to 300,000. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Ports that may be reached. Default: `[443]`. */
  readonly ports?: readonly number[];
  /** Places in your own network that may be reached, as `host:port`. Default: none, only the public internet. */
  readonly trusted?: readonly string[];
  /** What posts. Default: `publicFetch`; with your own, the guard against addresses in your network is yours, too. */
  readonly fetch?: typeof fetch;
}

/** @throws SINTONIA_OPTION_INVALID that names the option and does not repeat its value. */
export function readWebhookOptions(options: WebhookOptions) {
  const settings = readSettings(options, {
    url: urlSetting(['https:', 'http:']),
    secret: webhookSecretsSetting,
    channel: nameSetting,
    name: optional(nameSetting),
    headers: withDefault(headersSetting, {}),
    addressOf: optional(functionSetting<NonNullable<WebhookOptions['addressOf']>>()),
    repeatable: withDefault(flagSetting, false),
    erasure: withDefault(flagSetting, false),
    concurrency: withDefault(numberSetting({ min: 1, max: 100, whole: true }), 8),
    timeoutMs: withDefault(numberSetting({ min: 100, max: 300_000 }), 10_000),
    ports: withDefault(asGiven<readonly number[]>(), [443]),
    trusted: withDefault(asGiven<readonly string[]>(), []),
    fetch: optional(fetchSetting),
  });
  const { url, ports, trusted } = settings;
  const guarded = publicFetch({ ports, trusted });
  if (url.username !== '' || url.password !== '') throw invalidOption('url', 'must not hold credentials: use headers');
  const isTrusted = trusted.includes(`${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`);
  if (url.protocol === 'http:' && !isTrusted && settings.fetch === undefined) {
    throw invalidOption('url', 'must start with https: unless its host:port is trusted');
  }
  return { ...settings, fetch: settings.fetch ?? guarded, name: settings.name ?? `webhook-${settings.channel}` };
}

/** Options, checked and complete. */
export type WebhookSettings = ReturnType<typeof readWebhookOptions>;

const nameSetting = patternSetting(
  /^[a-z\d][\w-]{0,99}$/,
  'must be at most 100 letters, digits, "-" and "_", such as sms',
);

/** What we say ourselves, or what says where a request ends. */
const ours = /^(?:webhook-|content-|transfer-encoding$|host$|connection$)/;

const headersSetting: Setting<Readonly<Record<string, string>>> = (value, field) => {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const isHeader = ([name, text]: [string, unknown]) =>
    /^[a-z\d-]{1,100}$/.test(name) &&
    !ours.test(name) &&
    typeof text === 'string' &&
    /^[\x20-\x7e]{1,4000}$/.test(text);
  if (!isObject || !Object.entries(value).every(isHeader)) {
    throw invalidOption(
      field,
      'must be an object of names in lower case and plain texts, none of them one that we set',
    );
  }
  return { ...value } as Record<string, string>;
};

/** What `publicFetch` checks itself. */
function asGiven<T>(): Setting<T> {
  return (value) => value as T;
}
