import { SintoniaError } from '@sintonia/spec';

/** The bytes of a web-standard body. @throws SINTONIA_INPUT_TOO_LARGE as soon as there are more than `limit`. */
export async function boundedBody(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    read.push(chunk);
  }
  return Buffer.concat(read);
}

/** Whether a body says beforehand that it is too long. Saves reading it. */
export function assertLength(length: string | undefined, limit: number): void {
  if (length !== undefined && Number(length) > limit) throw tooLarge(limit);
}

/** The error of a body that is too long. */
export function tooLarge(limit: number): SintoniaError {
  return new SintoniaError('INPUT_TOO_LARGE', `The body has more than ${limit} bytes.`, { field: 'body' });
}
