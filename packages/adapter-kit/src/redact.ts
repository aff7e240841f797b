import type { JsonValue } from '@sintonia/spec';

const SECRET = '[secret]';
const LONGEST_TEXT = 2000;
const DEEPEST = 8;
const MOST_ENTRIES = 100;

const secretName =
  /authori[sz]ation|cookie|passw|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|signature|hmac|credential/i;

/** A member of JSON under such a name, up to where its value ends. */
const member = new RegExp(
  `(["'][\\w-]{0,64}(?:${secretName.source})[\\w-]{0,64}["']\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"?|'[^']*'?|[^\\s,}\\]]+)`,
  'gi',
);

// In this order: the user:password of a URL would otherwise pass as an e-mail address.
const replacements: readonly (readonly [RegExp, string])[] = [
  [member, `$1"${SECRET}"`],
  [/\b((?:set-)?cookie\s*:\s*)[^\r\n]+/gi, `$1${SECRET}`],
  [/:\/\/[^\s/?#@]{1,500}@/g, `://${SECRET}@`],
  [/\b(bearer|basic|token|digest)[ =:]+[\w.~+/=-]{6,}/gi, `$1 ${SECRET}`],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, SECRET],
  [/\b(?:whsec|shp\w{2}|[srp]k_(?:live|test)|sgp|re|xox\w|pat|gh\w|AKIA|SG)[_.-]?[\w.-]{12,}/g, SECRET],
  [/(?<![\w-])([\w-]{0,32}(?:token|secret|key|signature|passw\w{0,8}|hmac|sig|code)=)[^&\s"']+/gi, `$1${SECRET}`],
  [/(?<![\w-])([\w-]{0,32}(?:api[-_]?key|passw\w{0,8})\s*:\s*)[^\s"',]+/gi, `$1${SECRET}`],
  // As it stands in a URL.
  [/[\w.+%-]{1,64}%(?:25)?40[\w.-]{1,255}/gi, '[e-mail]'],
  [/[^\s@<>()[\]",:;]{1,64}@[^\s@<>()[\]"',:;]{1,255}/g, '[e-mail]'],
];

/**
 * Makes a value fit for logs and error details: e-mail addresses, tokens, credentials in URLs and everything under a name
 * like `authorization` or `apiKey` are masked; long texts, long lists and deep nesting are cut.
 *
 * It recognises what looks like a secret. `known` are texts to mask wherever they stand, such as the adapter's own key.
 */
export function redact(value: unknown, known: readonly string[] = []): JsonValue {
  return redactValue(
    value,
    known.filter((text) => text.length > 0),
    0,
  );
}

/** {@link redact} for a text. */
export function redactText(text: string, known: readonly string[] = []): string {
  let safe = text.slice(0, LONGEST_TEXT * 2);
  for (const secret of known) if (secret.length > 0) safe = safe.replaceAll(secret, SECRET);
  for (const [pattern, mask] of replacements) safe = safe.replace(pattern, mask);
  return text.length > LONGEST_TEXT * 2 || safe.length > LONGEST_TEXT ? `${safe.slice(0, LONGEST_TEXT)}…` : safe;
}

function redactValue(value: unknown, known: readonly string[], depth: number): JsonValue {
  if (typeof value === 'string') return redactText(value, known);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object') return `[${typeof value}]`;
  if (depth >= DEEPEST) return '[…]';
  if (value instanceof Error) {
    const { name, message, code } = value as Error & { code?: unknown };
    return redactValue({ name, message, ...(code === undefined ? {} : { code }) }, known, depth);
  }
  if (value instanceof Date || value instanceof URL) return redactText(String(value), known);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((entry) => redactValue(entry, known, depth + 1));
  const entries = Object.entries(value).slice(0, MOST_ENTRIES);
  return Object.fromEntries(
    entries.map(([name, entry]) => [
      redactText(name, known),
      secretName.test(name) ? SECRET : redactValue(entry, known, depth + 1),
    ]),
  );
}
