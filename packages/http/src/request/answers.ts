import { type ErrorName, isSintoniaError, SintoniaError } from '@sintonia/spec';
import type { Outgoing } from './incoming.js';

const plain = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

const none: Readonly<Record<string, string>> = {};

/** An answer in JSON that no cache keeps. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = none): Outgoing {
  return { status, headers: headers === none ? plain : { ...plain, ...headers }, body: JSON.stringify(value) };
}

const statuses: Partial<Record<ErrorName, number>> = {
  INPUT_TOO_LARGE: 413,
  REQUEST_UNAUTHORISED: 401,
  REQUEST_RATE_LIMITED: 429,
  REQUEST_FAILED: 500,
  WEBHOOK_UNVERIFIED: 401,
  CONSENT_DENIED: 403,
  COLLECTOR_UNKNOWN: 404,
  CAMPAIGN_UNKNOWN: 404,
  RECOMMENDER_UNKNOWN: 404,
  ENGINE_CLOSED: 503,
  STORE_CLOSED: 503,
  PLUGIN_FAILED: 500,
};

/** Seconds after which to try again what is only out of order for now. */
const LATER = 5;

/**
 * The answer to a request that failed: the code, a sentence, and the field. Neither values nor causes, which may be about a
 * person. An error without a code of ours is a fault of the server, about which nobody outside learns more.
 */
export function refusal(error: unknown): Outgoing {
  if (!isSintoniaError(error)) return refusal(new SintoniaError('REQUEST_FAILED', 'Something failed on our side.'));
  const { code, message, field } = error;
  const status = statusOf(error);
  return json(status, { error: { code, message, ...(field !== undefined && { field }) } }, advice(status, error));
}

/** What the sender may do about it, in headers. */
function advice(status: number, { code, details }: SintoniaError): Readonly<Record<string, string>> {
  if (status === 429) return { 'retry-after': String(Math.ceil(Number(details?.retryAfterMs ?? 1000) / 1000)) };
  if (status === 503) return { 'retry-after': String(LATER) };
  if (status === 405 && details?.allow !== undefined) return { allow: String(details.allow) };
  // Not Basic, though it is taken: browsers would ask people for a password.
  if (status === 401) return { 'www-authenticate': code === 'SINTONIA_WEBHOOK_UNVERIFIED' ? 'Signature' : 'Bearer' };
  return none;
}

function statusOf({ code, retryable, details }: SintoniaError): number {
  if (code === 'SINTONIA_REQUEST_UNAUTHORISED' && details?.status === 403) return 403;
  if (code === 'SINTONIA_REQUEST_UNSUPPORTED') return Number(details?.status ?? 404);
  return statuses[code.slice('SINTONIA_'.length) as ErrorName] ?? (retryable ? 503 : 400);
}
