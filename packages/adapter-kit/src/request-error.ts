import { type ErrorName, type JsonValue, SintoniaError } from '@sintonia/spec';
import type { Failure, Verdict } from './verdict.js';

/** Whose errors a transport throws: those of a message that is handed over, or those of any other call to a platform. */
export type ErrorFamily = 'delivery' | 'platform';

const names: Record<ErrorFamily, Record<Failure, ErrorName>> = {
  delivery: {
    rateLimited: 'DELIVERY_RATE_LIMITED',
    transient: 'DELIVERY_TRANSIENT',
    rejected: 'DELIVERY_REJECTED',
    unauthorised: 'DELIVERY_UNAUTHORISED',
    unknown: 'DELIVERY_UNKNOWN',
  },
  // Calls to platforms are made again until they succeed; `details.maybeTaken` warns the few that must not be.
  platform: {
    rateLimited: 'PLATFORM_RATE_LIMITED',
    transient: 'PLATFORM_TRANSIENT',
    rejected: 'PLATFORM_REJECTED',
    unauthorised: 'PLATFORM_UNAUTHORISED',
    unknown: 'PLATFORM_TRANSIENT',
  },
};

const sentences: Record<Failure, string> = {
  rateLimited: 'asks to slow down',
  transient: 'could not take the request',
  rejected: 'refuses the request',
  unauthorised: 'refuses our credentials',
  unknown: 'may or may not have taken the request',
};

/** A vendor's word for what is wrong. Anything longer, or with other characters, may be about a person. */
const word = /^[A-Za-z][\w.:-]{0,79}$/;

/** The error of a request to `host`. Neither address nor answer is in it: both may hold secrets or personal data. */
export function requestError(
  family: ErrorFamily,
  host: string,
  { failure, retryAfterMs, because }: Verdict,
  facts: Readonly<Record<string, JsonValue | undefined>>,
): SintoniaError {
  const all: Record<string, JsonValue | undefined> = {
    host,
    ...facts,
    retryAfterMs,
    because: because !== undefined && word.test(because) ? because : undefined,
    maybeTaken: family === 'platform' && failure === 'unknown' ? true : undefined,
  };
  const details: Record<string, JsonValue> = {};
  for (const [name, fact] of Object.entries(all)) if (fact !== undefined) details[name] = fact;
  return new SintoniaError(names[family][failure], `${host} ${sentences[failure]}.`, { details });
}
