import { assertKnownOptions, isIdentifier, readMoment, SintoniaError } from '@sintonia/spec';

/** Reads one option: returns it checked, or throws SINTONIA_OPTION_INVALID that names `field` and never repeats the value. */
export type Setting<T> = (value: unknown, field: string) => T;

/** What {@link readSettings} makes of a description. */
export type SettingsOf<Description extends Record<string, Setting<unknown>>> = {
  readonly [Name in keyof Description]: ReturnType<Description[Name]>;
};

/**
 * An adapter's options, read against a description of them.
 *
 * ```ts
 * const { shop, token } = readSettings(options, { shop: urlSetting(['https:']), token: secretSetting() });
 * ```
 *
 * @throws SINTONIA_OPTION_INVALID for an option that is missing, wrong, or not described.
 */
export function readSettings<Description extends Record<string, Setting<unknown>>>(
  options: unknown,
  description: Description,
): SettingsOf<Description> {
  assertKnownOptions(options, Object.keys(description));
  const given = options as Record<string, unknown>;
  const read = (name: string, setting: Setting<unknown>) =>
    setting(Object.hasOwn(given, name) ? given[name] : undefined, name);
  const entries = Object.entries(description).map(([name, setting]) => [name, read(name, setting)]);
  return Object.fromEntries(entries) as SettingsOf<Description>;
}

/** A text without control characters. `max` in characters, default: 1,000. */
export function textSetting({ max = 1000 }: { readonly max?: number } = {}): Setting<string> {
  return (value, field) => {
    if (typeof value !== 'string' || value === '' || value.length > max || /\p{Cc}/u.test(value)) {
      throw invalidOption(field, `must be a text of 1 to ${max} characters without control characters`);
    }
    return value;
  };
}

/** A secret: a text without white space, so that a pasted line break is found out here and not by the provider. */
export function secretSetting({ min = 8 }: { readonly min?: number } = {}): Setting<string> {
  return (value, field) => {
    if (typeof value !== 'string' || value.length < min || /[\s\p{Cc}]/u.test(value)) {
      throw invalidOption(field, `must be a text of at least ${min} characters without white space`);
    }
    return value;
  };
}

/** One to four secrets, each as {@link secretSetting} takes it: several while one is rotated. */
export function secretsSetting(options?: { readonly min?: number }): Setting<readonly string[]> {
  const setting = secretSetting(options);
  return (value, field) => {
    const secrets: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (secrets.length === 0 || secrets.length > 4) throw invalidOption(field, 'must be one to four secrets');
    return secrets.map((secret) => setting(secret, field));
  };
}

/** A text of this form. `must` says it to people, such as `must be a version such as 2026-07`. */
export function patternSetting(pattern: RegExp, must: string): Setting<string> {
  return (value, field) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw invalidOption(field, must);
    return value;
  };
}

/** A name or id: 1 to 256 characters, none of them a control character. */
export const identifierSetting: Setting<string> = (value, field) => {
  if (!isIdentifier(value))
    throw invalidOption(field, 'must be a text of 1 to 256 characters without control characters');
  return value;
};

/** A list of at most 1,000 names or ids, each once. */
export const namesSetting: Setting<readonly string[]> = (value, field) => {
  if (!Array.isArray(value) || value.length > 1000 || !value.every(isIdentifier)) {
    throw invalidOption(field, 'must be a list of at most 1,000 names');
  }
  return [...new Set<string>(value)];
};

/** A moment, as milliseconds since 1970. */
export const momentSetting: Setting<number> = (value, field) => {
  try {
    return readMoment(value, field);
  } catch {
    throw invalidOption(field, 'must be a Date, an ISO 8601 text with its zone, or milliseconds since 1970');
  }
};

/** An object of such settings under names of the user's own. Default: `fallback`, or nothing. */
export function mapSetting<T>(
  setting: Setting<T>,
  fallback: ReadonlyMap<string, T> = new Map(),
): Setting<ReadonlyMap<string, T>> {
  return (value, field) => {
    if (value === undefined) return fallback;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalidOption(field, 'must be an object');
    }
    return new Map(Object.entries(value).map(([name, each]) => [name, setting(each, `${field}.${name}`)]));
  };
}

/** An absolute URL with one of these protocols, written with their colon. */
export function urlSetting(protocols: readonly string[] = ['https:']): Setting<URL> {
  return (value, field) => {
    const text = typeof value === 'string' || value instanceof URL ? String(value) : '';
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !protocols.includes(url.protocol) || url.hostname === '') {
      throw invalidOption(field, `must be an absolute URL that starts with ${protocols.join(' or ')}`);
    }
    return url;
  };
}

/** A finite number within a range, both ends included. */
export function numberSetting(range: {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}): Setting<number> {
  return (value, field) => {
    const { min, max, whole = false } = range;
    if (typeof value !== 'number' || !(value >= min && value <= max) || (whole && !Number.isInteger(value))) {
      throw invalidOption(field, `must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}`);
    }
    return value;
  };
}

/** `true` or `false`. */
export const flagSetting: Setting<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw invalidOption(field, 'must be true or false');
  return value;
};

/** One of some words. */
export function oneOfSetting<const Word extends string>(words: readonly Word[]): Setting<Word> {
  return (value, field) => {
    if (!words.includes(value as Word)) throw invalidOption(field, `must be one of ${words.join(', ')}`);
    return value as Word;
  };
}

/** A function of yours. What it takes and gives, only its type says. */
export function functionSetting<T>(): Setting<T> {
  return (value, field) => {
    if (typeof value !== 'function') throw invalidOption(field, 'must be a function');
    return value as T;
  };
}

/** What sends requests. */
export const fetchSetting: Setting<typeof fetch> = functionSetting();

/** A setting that may be left out. */
export function optional<T>(setting: Setting<T>): Setting<T | undefined> {
  return (value, field) => (value === undefined ? undefined : setting(value, field));
}

/** A setting with a default. */
export function withDefault<T>(setting: Setting<T>, fallback: T): Setting<T> {
  return (value, field) => (value === undefined ? fallback : setting(value, field));
}

/** The error of an option: `must` says what it has to be, such as `must be a number`. Nothing repeats the value. */
export function invalidOption(field: string, must: string): SintoniaError {
  return new SintoniaError('OPTION_INVALID', `${field} ${must}.`, { field });
}
