import { isSintoniaError, SintoniaError } from '@sintonia/spec';
import type { Fields } from './fields.js';
import { jsonLines } from './json-lines.js';

export interface Download {
  readonly fetch: typeof fetch;
  /** How long it may stand still, whatever it takes in all. Milliseconds. */
  readonly timeoutMs: number;
  readonly abort: AbortSignal;
}

/**
 * The objects of a file with one on each line that lies somewhere else, such as the result of an export.
 *
 * @throws SINTONIA_PLATFORM_TRANSIENT when it can't be read to its end, without its address, which often is a secret by itself;
 *   SINTONIA_INPUT_TOO_LARGE, SINTONIA_ABORTED.
 */
export async function* downloadedLines(url: string, download: Download): AsyncIterable<Fields> {
  const { fetch: send, timeoutMs, abort } = download;
  const stall = new AbortController();
  const watch = () => setTimeout(() => stall.abort(), timeoutMs);
  // Only of what is waited for: whoever takes the objects may take their time.
  async function* arriving(body: AsyncIterable<Uint8Array>) {
    let timer = watch();
    try {
      for await (const chunk of body) {
        clearTimeout(timer);
        yield chunk;
        timer = watch();
      }
    } finally {
      clearTimeout(timer);
    }
  }
  const first = watch();
  try {
    const response = await send(url, { signal: AbortSignal.any([abort, stall.signal]), redirect: 'error' });
    clearTimeout(first);
    if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
    yield* jsonLines(arriving(response.body));
  } catch (cause) {
    if (abort.aborted) throw new SintoniaError('ABORTED', 'Told to stop.');
    // Half a line is no JSON; one that is too long will not be shorter the next time.
    if (isSintoniaError(cause, 'INPUT_TOO_LARGE')) throw cause;
    throw new SintoniaError('PLATFORM_TRANSIENT', 'A download broke off.');
  } finally {
    clearTimeout(first);
  }
}
