import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { SintoniaError } from '@sintonia/spec';
import { tooLarge } from './bounded-body.js';
import type { Incoming } from './incoming.js';
import { unsupported } from './unsupported.js';

const inflate = promisify(gunzip);

/**
 * A body, inflated where it is gzipped. `limit` holds for what was sent and for what becomes of it: a small body that would
 * become a large one is stopped on the way.
 *
 * @throws SINTONIA_INPUT_TOO_LARGE, SINTONIA_INPUT_INVALID (no gzip), SINTONIA_REQUEST_UNSUPPORTED (another encoding).
 */
export function inflatedBody(incoming: Incoming, limit: number): Promise<Uint8Array> {
  const encoding = incoming.encoding?.toLowerCase() ?? 'identity';
  if (encoding === 'identity') return incoming.body(limit);
  if (encoding !== 'gzip' && encoding !== 'x-gzip') throw unsupported(415);
  return inflated(incoming, limit);
}

async function inflated(incoming: Incoming, limit: number): Promise<Uint8Array> {
  const bytes = await incoming.body(limit);
  try {
    return await inflate(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit);
    throw new SintoniaError('INPUT_INVALID', 'The body is no valid gzip.', { field: 'body' });
  }
}
