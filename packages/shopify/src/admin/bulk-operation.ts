import { redactText } from '@sintonia/adapter-kit';
import { isSintoniaError, readObject, SintoniaError } from '@sintonia/spec';
import { member } from '../meaning/fields.js';
import type { AdminApi } from './admin-api.js';
import { jsonLines } from './json-lines.js';
import { BULK_STATE, START_BULK } from './operations.js';
import { assertTaken } from './user-errors.js';

type Fields = Record<string, unknown>;

/** Between two looks at an operation. The first come sooner. Milliseconds. */
const LOOKS = [1_000, 2_000, 5_000, 10_000];

/** Starts a bulk operation and gives its id. */
export async function startBulk(api: AdminApi, query: string, abort: AbortSignal): Promise<string> {
  const data = await api.run(START_BULK, { variables: { query }, abort, repeatable: false });
  const payload = assertTaken(data, 'bulkOperationRunQuery');
  return String(member(readObject(member(payload, 'bulkOperation'), 'bulkOperation'), 'id'));
}

export interface BulkResult {
  /** Absent where there is nothing. */
  readonly url?: string;
  readonly objects: number;
}

/** Waits until it is done. Undefined of one that Shopify no longer knows, or whose result is gone. */
export async function bulkResult(api: AdminApi, id: string, abort: AbortSignal): Promise<BulkResult | undefined> {
  for (let look = 0; ; look++) {
    const found = member(await api.run(BULK_STATE, { variables: { id }, abort }), 'bulkOperation');
    if (found === undefined) return undefined;
    const { status, errorCode, objectCount, url } = readObject(found, 'bulkOperation');
    if (status === 'COMPLETED') {
      return { objects: Number(objectCount) || 0, ...(typeof url === 'string' && { url }) };
    }
    if (status === 'EXPIRED') return undefined;
    if (status === 'FAILED' || status === 'CANCELED') {
      const because = redactText(String(errorCode ?? status)).slice(0, 80);
      throw new SintoniaError('PLATFORM_TRANSIENT', 'Shopify could not finish a bulk operation.', {
        details: { because },
      });
    }
    await api.pause(LOOKS[look] ?? 10_000, abort);
    if (abort.aborted) throw new SintoniaError('ABORTED', 'Told to stop.');
  }
}

/**
 * The objects of a result, each with the parts that follow it.
 *
 * @throws SINTONIA_PLATFORM_TRANSIENT when the result can't be read to its end.
 */
export async function* bulkObjects(
  api: AdminApi,
  url: string,
  abort: AbortSignal,
): AsyncIterable<{ node: Fields; parts: Fields[] }> {
  try {
    const response = await api.fetch(url, { signal: abort, redirect: 'error' });
    if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
    let current: { node: Fields; parts: Fields[] } | undefined;
    for await (const object of jsonLines(response.body)) {
      // Shopify was asked to put parts behind what they belong to.
      if (member(object, '__parentId') !== undefined) current?.parts.push(object);
      else {
        if (current !== undefined) yield current;
        current = { node: object, parts: [] };
      }
    }
    if (current !== undefined) yield current;
  } catch (cause) {
    if (abort.aborted) throw new SintoniaError('ABORTED', 'Told to stop.');
    if (isSintoniaError(cause)) throw cause;
    // The cause may quote the address, which is a secret by itself.
    throw new SintoniaError('PLATFORM_TRANSIENT', 'The result of a bulk operation broke off.');
  }
}
