import { type Answer, statusVerdict, type Verdict } from '@sintonia/adapter-kit';
import { HOUR, type JsonValue, parseJson, readObject, SECOND } from '@sintonia/spec';

/** A page of a hundred contacts exceeds what we take from anybody in keys, not in depth. */
const answerBounds = { bytes: 2 ** 24, depth: 32, keys: 200_000, text: 2 ** 20 };

export const LONGEST_ANSWER = answerBounds.bytes;

/** How long to wait where neither `Retry-After` nor the headers of the limit say. Nobody says when the day of an account ends. */
const waits: Readonly<Record<string, number>> = { DAILY: HOUR, TEN_SECONDLY_ROLLING: 10 * SECOND, SECONDLY: SECOND };

/** What an answer says, `undefined` where it has no body. @throws SINTONIA_INPUT_* when it is no JSON. */
export function contentOf({ bytes }: Pick<Answer, 'bytes'>): JsonValue | undefined {
  return bytes.length === 0 ? undefined : parseJson(bytes, answerBounds);
}

/**
 * What an answer of HubSpot means: by its status, save that 423 (locked for seconds) and 477 (the account is being moved) pass,
 * that a daily limit is not waited for, and that a success nobody can read is none. `because` is HubSpot's `policyName` or `category`.
 */
export function apiVerdict(answer: Answer): Verdict | undefined {
  const { status, headers, rateLimit } = answer;
  const known = statusVerdict(status);
  if (known === undefined) return isReadable(answer) ? undefined : { failure: 'unknown', because: 'MALFORMED_ANSWER' };
  const { category, policyName } = problemOf(answer);
  const because = textOf(policyName) ?? textOf(category);
  if (status === 423 || status === 477) return { failure: 'transient', because };
  if (status !== 429 || headers.has('retry-after')) return { ...known, because };
  const isTold = rateLimit?.resetAt !== undefined && because !== 'DAILY';
  const wait = because !== undefined && Object.hasOwn(waits, because) ? waits[because] : undefined;
  return { ...known, because, retryAfterMs: isTold ? undefined : wait };
}

function isReadable(answer: Answer): boolean {
  try {
    contentOf(answer);
    return true;
  } catch {
    return false;
  }
}

function problemOf(answer: Answer): Record<string, unknown> {
  try {
    return readObject(contentOf(answer), 'answer');
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
