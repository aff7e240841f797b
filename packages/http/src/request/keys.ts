import { createHash, timingSafeEqual } from 'node:crypto';
import { SintoniaError } from '@sintonia/spec';
import type { Incoming } from './incoming.js';

/** Whether somebody has one of our secret keys. How long it takes tells nothing about them. */
export type SecretKeys = (given: string) => boolean;

export function secretKeys(keys: readonly string[]): SecretKeys {
  const known = keys.map(digest);
  return (given) => {
    const wanted = digest(given);
    return known.reduce((found, key) => timingSafeEqual(key, wanted) || found, false);
  };
}

const digest = (key: string) => createHash('sha256').update(key).digest();

/** The key that a request shows: `Authorization: Bearer KEY`, the user name of `Basic`, or `X-Write-Key`. */
export function shownKey(incoming: Incoming): string | undefined {
  const authorization = incoming.header('authorization');
  if (authorization === undefined) return incoming.header('x-write-key');
  const [scheme = '', credentials = ''] = authorization.split(' ', 2);
  if (/^bearer$/i.test(scheme)) return credentials;
  if (/^basic$/i.test(scheme)) return Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)[0];
  return incoming.header('x-write-key');
}

/** The one error of all keys: whether there is none, or a wrong one, is nobody's business. */
export function unauthorised(): SintoniaError {
  return new SintoniaError('REQUEST_UNAUTHORISED', 'The key is missing or not known.');
}
