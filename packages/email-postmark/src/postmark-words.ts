import { type Answer, type Failure, statusVerdict, type Verdict } from '@sintonia/adapter-kit';
import { parseReport, type WordAboutOne } from '@sintonia/adapter-kit/mail';
import { type ErrorName, SintoniaError } from '@sintonia/spec';

type Json = Record<string, unknown>;

/**
 * Codes that are about the account and not about one message: a bad token (10); a sender that is unknown (400) or not confirmed
 * (401); no credits (405); an account that is pending (412) or may not send (413); a message stream that isn't there (1235).
 */
const aboutTheAccount = [10, 400, 401, 405, 412, 413, 1235];
const MAINTENANCE = 100;

const errors: Record<Failure, ErrorName> = {
  rejected: 'DELIVERY_REJECTED',
  unauthorised: 'DELIVERY_UNAUTHORISED',
  transient: 'DELIVERY_TRANSIENT',
  rateLimited: 'DELIVERY_RATE_LIMITED',
  unknown: 'DELIVERY_UNKNOWN',
};

/** What an answer of Postmark's means, by its status and by the `ErrorCode` in it. */
export function postmarkVerdict({ status, bytes }: Answer): Verdict | undefined {
  const plain = statusVerdict(status);
  // Throws where it is no JSON: then the status has to do, and a success becomes unknown.
  const answer = parseReport(bytes) as unknown;
  if (plain === undefined && Array.isArray(answer)) return undefined;
  const { ErrorCode: code, MessageID: id } = answer as Json;
  if (plain === undefined && code === 0) return typeof id === 'string' ? undefined : { failure: 'unknown' };
  // What is surely not taken, or perhaps, is told by the status alone.
  if (typeof code !== 'number' || (plain !== undefined && plain.failure !== 'rejected'))
    return plain ?? { failure: 'unknown' };
  return { failure: failureOf(code), because: wordFor(code) };
}

/** A word about each message of a batch: all of them succeed and fail on their own. */
export function wordsOf({ bytes }: Answer, count: number): readonly WordAboutOne[] {
  const answer = parseReport(bytes);
  const entries = Array.isArray(answer) && answer.length === count ? answer : [];
  return Array.from({ length: count }, (_, index) => {
    const { ErrorCode: code, MessageID: id } = (entries[index] ?? {}) as Json;
    if (code === 0 && typeof id === 'string') return { providerId: id };
    const failure = typeof code === 'number' && code !== 0 ? failureOf(code) : 'unknown';
    const details = typeof code === 'number' ? { details: { because: wordFor(code) } } : {};
    return new SintoniaError(
      errors[failure],
      'Postmark did not take this message of the batch, or does not say.',
      details,
    );
  });
}

function failureOf(code: number): Failure {
  if (code === MAINTENANCE) return 'transient';
  return aboutTheAccount.includes(code) ? 'unauthorised' : 'rejected';
}

function wordFor(code: number): string {
  return `code-${code}`;
}
