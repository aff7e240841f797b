import { SintoniaError } from '@sintonia/spec';
import type { Incoming, Outgoing } from './incoming.js';

/** Headers that let a page of another origin read the answer; none where it may not. */
export type CrossOrigin = (incoming: Incoming) => Readonly<Record<string, string>>;

/** Where there is nobody to let in. */
export const nobody: Readonly<Record<string, string>> = {};

/** Where a page asks that may not. */
export const stranger: Readonly<Record<string, string>> = { vary: 'origin' };

/** Where who asks is no page of another origin: the answer to one would be another. */
const unsaid: Readonly<Record<string, string>> = { vary: 'origin' };

/** @param origins which pages may call, such as `https://shop.example`; `*` for all. */
export function crossOrigin(origins: '*' | readonly string[]): CrossOrigin {
  const readable = { 'access-control-expose-headers': 'retry-after' };
  const everybody = { 'access-control-allow-origin': '*', ...readable };
  return (incoming) => {
    const origin = incoming.header('origin');
    // Services send none, and read whatever they like.
    if (origins === '*') return origin === undefined ? nobody : everybody;
    if (origin === undefined) return unsaid;
    return origins.includes(origin) ? { 'access-control-allow-origin': origin, vary: 'origin', ...readable } : stranger;
  };
}

/** The answer to a browser that asks whether it may. No cookies, so no credentials. */
export function preflight(headers: Readonly<Record<string, string>>): Outgoing {
  const grants = {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, content-type, content-encoding, x-retry-count, x-write-key',
    'access-control-max-age': '86400',
  };
  return {
    status: 204,
    headers: { ...headers, ...('access-control-allow-origin' in headers ? grants : {}) },
    body: '',
  };
}

/** The error of a page that may not send: that it can't read the answer does not keep it from sending a `text/plain`. */
export function notFromHere(): SintoniaError {
  return new SintoniaError('REQUEST_UNAUTHORISED', 'Pages of this origin may not send here.', {
    details: { status: 403 },
  });
}
