import { isIP } from 'node:net';
import {
  fetchSetting,
  flagSetting,
  invalidOption,
  numberSetting,
  optional,
  readSettings,
  type Setting,
  urlSetting,
  withDefault,
} from '../settings.js';
import { type MailSender, senderSetting } from './mail-sender.js';

/** The options that every e-mail provider with an HTTP API has. */
export interface MailApiOptions {
  /** Who messages are from: an address, or a name and an address, that the provider lets you send from. */
  readonly from: string | MailSender;
  /** Where the API is: `https:`, or `http:` on this machine. Default: the provider's own. */
  readonly url?: string | URL;
  /** Requests at once. 1 to 100. Default: 8. */
  readonly concurrency?: number;
  /** Messages in a second, in this process. Above 0, up to 10,000. Default: as many as go. */
  readonly perSecond?: number;
  /** How long one attempt may take. Milliseconds, 100 to 300,000. Default: 10,000 where it is safe to repeat it, else 30,000. */
  readonly timeoutMs?: number;
  /** What posts. Default: Node's own. */
  readonly fetch?: typeof fetch;
}

/**
 * Settings for {@link MailApiOptions}, to be read together with those of one provider.
 *
 * @param timeoutMs the default: short where another attempt does no harm, long where a timeout leaves a message unknown.
 */
export function mailApiSettings(url: string, timeoutMs = 10_000) {
  return {
    from: senderSetting,
    url: withDefault(apiUrlSetting, new URL(url)),
    concurrency: withDefault(numberSetting({ min: 1, max: 100, whole: true }), 8),
    perSecond: optional(numberSetting({ min: 0.001, max: 10_000 })),
    timeoutMs: withDefault(numberSetting({ min: 100, max: 300_000 }), timeoutMs),
    fetch: optional(fetchSetting),
  };
}

/** What a provider rewrites in a mail to see what people do with it. */
export interface MailTracking {
  /** A picture that tells when the mail is opened. Default: false. */
  readonly opens?: boolean;
  /** Links that lead past the provider. Default: false. */
  readonly clicks?: boolean;
}

const off = withDefault(flagSetting, false);

/** A setting for {@link MailTracking}: nothing is tracked that nobody asked for. */
export const trackingSetting: Setting<Required<MailTracking>> = (value, field) =>
  readSettings(value ?? {}, {
    opens: (given) => off(given, `${field}.opens`),
    clicks: (given) => off(given, `${field}.clicks`),
  });

/** Ends with a slash, so that `new URL(path, url)` leads into it. */
const apiUrlSetting: Setting<URL> = (value, field) => {
  const url = urlSetting(['https:', 'http:'])(value, field);
  const isLocal = url.hostname === 'localhost' || url.hostname === '[::1]';
  const isLoopback = isLocal || (isIP(url.hostname) === 4 && url.hostname.startsWith('127.'));
  // The key travels in a header.
  if (url.protocol === 'http:' && !isLoopback)
    throw invalidOption(field, 'must start with https: outside this machine');
  if (url.username !== '' || url.search !== '' || url.hash !== '')
    throw invalidOption(field, 'must hold a place and no more');
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
};
