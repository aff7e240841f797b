import type { IncomingMessage } from 'node:http';
import { SintoniaError } from '@sintonia/spec';
import { assertLength, tooLarge } from '../request/bounded-body.js';

/** The bytes that somebody before us has read, as express.raw leaves them. */
export function bytesBefore(request: IncomingMessage): Uint8Array | undefined {
  const { body } = request as { body?: unknown };
  return body instanceof Uint8Array ? body : undefined;
}

/**
 * The bytes of a request of node:http. Listening costs half of what iterating does, and doesn't close the connection over a
 * body that is too long: the sender shall hear why.
 *
 * @throws SINTONIA_INPUT_TOO_LARGE, SINTONIA_INPUT_INVALID (broke off), SINTONIA_REQUEST_FAILED (somebody has read it).
 */
export function nodeBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    assertLength(request.headers['content-length'], limit);
    const before = bytesBefore(request);
    if (before !== undefined) {
      // One that came in chunks, or was inflated, has not said how long it is.
      if (before.length > limit) throw tooLarge(limit);
      return resolve(before);
    }
    if (request.readableDidRead) {
      throw new SintoniaError('REQUEST_FAILED', 'A parser has read the body before. Mount Sintonia before it.');
    }
    // What has come before us does not come again: the end of an empty body that a parser met, and that the sender is gone.
    if (request.readableEnded) return resolve(new Uint8Array());
    if (request.destroyed) throw brokenOff();
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(tooLarge(limit));
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', () => reject(brokenOff()));
    request.on('close', () => {
      if (!request.readableEnded) reject(brokenOff());
    });
  });
}

function brokenOff(): SintoniaError {
  return new SintoniaError('INPUT_INVALID', 'The body broke off.', { field: 'body' });
}
