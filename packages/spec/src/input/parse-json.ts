import { SintoniaError } from '../errors.js';
import type { JsonValue } from '../json.js';
import { assertBoundedJson, type Bounds, bounds } from './bounds.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACKET = 0x5d;
const CLOSING_BRACE = 0x7d;

/** Up to so many bytes the parser itself is the cheaper judge: a megabyte or two and a few milliseconds are the worst that it makes of them. */
const SMALL = 32_768;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses JSON from outside. Its size is bounded before the parser sees a byte, and so are depth and number of elements where a
 * body is large enough to cost something.
 *
 * @param body text, or bytes in UTF-8.
 * @throws SINTONIA_INPUT_TOO_LARGE, SINTONIA_INPUT_TOO_DEEP, SINTONIA_INPUT_TOO_MANY_KEYS, SINTONIA_INPUT_NOT_JSON,
 *   SINTONIA_INPUT_KEY_FORBIDDEN, SINTONIA_INPUT_INVALID.
 */
export function parseJson(body: string | Uint8Array, limits: Bounds = bounds): JsonValue {
  const value = parseUnchecked(body, limits);
  assertBoundedJson(value, 'body', limits);
  return value;
}

/**
 * The same without a look at the values: for a list of which each element is checked, and refused, by itself
 * ({@link assertBoundedJson}). Bounded are the size and, where that is not small, the depth and some twice the elements.
 *
 * @throws SINTONIA_INPUT_TOO_LARGE, SINTONIA_INPUT_TOO_DEEP, SINTONIA_INPUT_TOO_MANY_KEYS, SINTONIA_INPUT_NOT_JSON.
 */
export function parseUnchecked(body: string | Uint8Array, limits: Omit<Bounds, 'text'>): JsonValue {
  // Other containers of bytes (an ArrayBuffer) count their length otherwise, and would slip through the bounds.
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new SintoniaError('INPUT_INVALID', 'The body must be a text or bytes.', { field: 'body' });
  }
  if (body.length > limits.bytes) tooLarge(limits);
  const bytes = typeof body === 'string' ? encoded(body) : body;
  if (bytes.length > limits.bytes) tooLarge(limits);
  if (bytes.length > SMALL) assertShallow(bytes, limits);
  return parsed(bytes);
}

/** The encoder would turn a lone surrogate into another character without a word. */
function encoded(text: string): Uint8Array {
  if (!text.isWellFormed()) notJson();
  return new TextEncoder().encode(text);
}

function parsed(bytes: Uint8Array): JsonValue {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    // The parser's own message quotes the body, which may be personal data.
    return notJson();
  }
}

function assertShallow(bytes: Uint8Array, limits: Omit<Bounds, 'text'>): void {
  let depth = 0;
  let elements = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === COMMA) elements++;
    else if (byte === OPENING_BRACKET || byte === OPENING_BRACE) {
      depth++;
      elements++;
      if (depth > limits.depth) {
        throw new SintoniaError('INPUT_TOO_DEEP', `The body is nested deeper than ${limits.depth} levels.`, {
          field: 'body',
        });
      }
    } else if (byte === CLOSING_BRACKET || byte === CLOSING_BRACE) depth--;
    // Each comma or bracket stands for at most one element more than there are, so twice the bound is surely too many.
    if (elements > 2 * limits.keys + 1) {
      throw new SintoniaError('INPUT_TOO_MANY_KEYS', `The body has more than ${limits.keys} keys and elements.`, {
        field: 'body',
      });
    }
  }
}

function tooLarge(limits: Pick<Bounds, 'bytes'>): never {
  throw new SintoniaError('INPUT_TOO_LARGE', `The body has more than ${limits.bytes} bytes.`, { field: 'body' });
}

function notJson(): never {
  throw new SintoniaError('INPUT_NOT_JSON', 'The body is no valid JSON.', { field: 'body' });
}
