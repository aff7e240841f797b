import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import {
  flagSetting,
  invalidOption,
  numberSetting,
  oneOfSetting,
  optional,
  plainAddress,
  readSettings,
  type Setting,
  secretsSetting,
  urlSetting,
  withDefault,
} from '@sintonia/adapter-kit';
import { addressSetting, type MailSender, senderSetting } from '@sintonia/adapter-kit/mail';

export interface BounceOptions {
  /**
   * The return path: `bounce@example.com`. Each message has one of its own, `bounce+TOKEN@example.com`, so the server there must
   * deliver what stands behind a `+` to the same mailbox. The local part has at most 11 characters.
   */
  readonly address: string;
  /**
   * What seals the tokens, and what whoever hands in a bounce has to show. At least 16 characters, no white space. A list of at most four
   * while one is rotated: the first seals.
   */
  readonly secret: string | readonly string[];
  /** False for servers that refuse a return path of its own for each message: then it is `address`. Default: true. */
  readonly verp?: boolean;
}

export interface SmtpOptions {
  /**
   * `smtp://user:password@host:port` (default port 587) or, with TLS from the start, `smtps://…` (465). User and password
   * are percent-encoded and may be absent. Nothing behind the port is allowed: no option hides in a query.
   */
  readonly url: string | URL;
  /**
   * The sender. Default: `no-reply@` and the host name of `url` (`no-reply@localhost` where that is an IP address), good for
   * trying out; a real provider accepts only senders that you own.
   */
  readonly from?: string | MailSender;
  /** Connections at once, and so messages at once. 1 to 100. Default: 5. */
  readonly connections?: number;
  /** How long to wait for a connection, and then for any next word of the server. Milliseconds, 100 to 300,000. Default: 20,000. */
  readonly timeoutMs?: number;
  /**
   * For `smtp://`: `required` refuses to go on without STARTTLS, `optional` uses it where offered, `off` never. Certificates
   * are always verified. Default: `off` on this machine (loopback), `required` when `url` holds a password, else `optional`.
   */
  readonly tls?: 'required' | 'optional' | 'off';
  /** Certificates (PEM) of an authority of your own, to trust instead of the well-known ones. */
  readonly ca?: string;
  /** Where bounces and complaints go, so that they can be told to `parseFeedback`. Default: to the sender, unseen by us. */
  readonly bounces?: BounceOptions;
}

/** {@link BounceOptions}, checked and complete. */
export interface BounceSettings {
  readonly address: string;
  readonly secrets: readonly string[];
  readonly verp: boolean;
}

/** {@link SmtpOptions}, checked and complete. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
  readonly from: { readonly name: string; readonly address: string };
  readonly connections: number;
  readonly timeoutMs: number;
  readonly tls: 'required' | 'optional' | 'off';
  readonly ca: string | undefined;
  readonly bounces: BounceSettings | undefined;
}

/** @throws SINTONIA_OPTION_INVALID that names the option and never repeats its value. */
export function readSmtpOptions(options: SmtpOptions): SmtpSettings {
  const given = readSettings(options, {
    url: urlSetting(['smtp:', 'smtps:']),
    from: optional(senderSetting),
    connections: withDefault(numberSetting({ min: 1, max: 100, whole: true }), 5),
    timeoutMs: withDefault(numberSetting({ min: 100, max: 300_000 }), 20_000),
    tls: optional(oneOfSetting(['required', 'optional', 'off'])),
    ca: optional(certificateSetting),
    bounces: optional(bouncesSetting),
  });
  const { url, from, connections, timeoutMs, tls, ca, bounces } = given;
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') {
    throw invalidOption('url', 'must end behind the host or port; other settings are options of their own');
  }
  const host = hostOf(url);
  const secure = url.protocol === 'smtps:';
  const auth = url.username === '' ? undefined : { user: decoded(url.username), pass: decoded(url.password) };
  const loopback = host === 'localhost' || host === '::1' || /^127\./.test(host);
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    auth,
    from: from ?? { name: '', address: `no-reply@${isIP(host) ? 'localhost' : inAddress(host)}` },
    connections,
    timeoutMs,
    tls: tls ?? (loopback ? 'off' : auth === undefined ? 'optional' : 'required'),
    ca,
    bounces,
  };
}

/** 64 characters less a `+` and a token. */
const LONGEST_LOCAL_PART = 11;

const bouncesSetting: Setting<BounceSettings> = (value, field) => {
  const { address, secret, verp } = readSettings(value, {
    address: (given) => addressSetting(given, `${field}.address`),
    secret: (given) => secretsSetting({ min: 16 })(given, `${field}.secret`),
    verp: (given) => given === undefined || flagSetting(given, `${field}.verp`),
  });
  if (verp && address.lastIndexOf('@') > LONGEST_LOCAL_PART) {
    throw invalidOption(`${field}.address`, `must have at most ${LONGEST_LOCAL_PART} characters in front of its @`);
  }
  return { address, secrets: secret, verp };
};

const certificateSetting: Setting<string> = (value, field) => {
  if (typeof value !== 'string' || !value.includes('-----BEGIN CERTIFICATE-----'))
    throw invalidOption(field, 'must be PEM');
  return value;
};

/** Lower case and ASCII, which `URL` sees to for web addresses only. */
function hostOf(url: URL): string {
  if (url.hostname.startsWith('[')) return url.hostname.slice(1, -1);
  const host = domainToASCII(decoded(url.hostname));
  if (host === '') throw invalidOption('url', 'must hold a valid host name');
  return host;
}

function inAddress(host: string): string {
  try {
    plainAddress(`no-reply@${host}`);
  } catch {
    throw invalidOption('from', 'is needed, since the host name of url cannot stand in an e-mail address');
  }
  return host;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidOption('url', 'holds a broken percent escape');
  }
}
