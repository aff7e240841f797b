import type { IncomingMessage } from 'node:http';
import { SintoniaError } from '@sintonia/spec';
import { assertLength, tooLarge } from '../request/bounded-body.js';

/**
 * The bytes of a request of node:http. Listening costs half of what iterating does, and doesn't close the connection over a
 * body that is too long: the sender shall hear why.
 *
 * @throws SINTONIA_INPUT_TOO_LARGE, SINTONIA_INPUT_INVALID (broke off), SINTONIA_REQUEST_FAILED (somebody has read it).
 */
export function nodeBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    assertLength(request.headers['content-length'], limit);
    const { body } = request as { body?: unknown };
    // As express.raw leaves it.
    if (body instanceof Uint8Array) return resolve(body);
    if (request.readableDidRead) {
      throw new SintoniaError('REQUEST_FAILED', 'A parser has read the body before. Mount Sintonia before it.');
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(tooLarge(limit));
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', () => reject(new SintoniaError('INPUT_INVALID', 'The body broke off.', { field: 'body' })));
  });
}
