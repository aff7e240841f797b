import { downloadedLines } from '@sintonia/adapter-kit';
import { SintoniaError } from '@sintonia/spec';
import { type AdminApi, wordOf } from './admin-api.js';
import { BULK_STATE, START_BULK } from './operations.js';
import type { Node } from './stages.js';

/** Between two looks at an operation. The first come sooner. Milliseconds. */
const LOOKS = [1_000, 2_000, 5_000, 10_000];

/** Starts a bulk operation and gives its id. */
export async function startBulk(api: AdminApi, query: string, abort: AbortSignal): Promise<string> {
  const request = { variables: { query }, abort, repeatable: false };
  const payload = await api.change('bulkOperationRunQuery', START_BULK, request);
  const id = payload.part('bulkOperation').text('id');
  if (id === undefined) throw new SintoniaError('PLATFORM_TRANSIENT', 'Shopify did not name a bulk operation.');
  return id;
}

/**
 * Waits until it is done.
 *
 * @returns where its result is, `''` where there is nothing; undefined of one that Shopify no longer knows, or whose result is gone.
 */
export async function bulkResult(api: AdminApi, id: string, abort: AbortSignal): Promise<string | undefined> {
  for (let look = 0; ; look++) {
    const answer = await api.run(BULK_STATE, { variables: { id }, abort });
    const { status, errorCode, url } = answer.part('bulkOperation').own;
    if (status === undefined || status === 'EXPIRED') return undefined;
    if (status === 'COMPLETED') return typeof url === 'string' ? url : '';
    if (status === 'FAILED' || status === 'CANCELED') {
      const details = { because: wordOf(errorCode, status) };
      const kind = errorCode === 'ACCESS_DENIED' ? 'PLATFORM_UNAUTHORISED' : 'PLATFORM_TRANSIENT';
      throw new SintoniaError(kind, 'Shopify could not finish a bulk operation.', { details });
    }
    await api.pause(LOOKS[look] ?? 10_000, abort);
    if (abort.aborted) throw new SintoniaError('ABORTED', 'Told to stop.');
  }
}

/**
 * The nodes of a result, each with its parts, which follow it there, as this member.
 *
 * @throws SINTONIA_PLATFORM_TRANSIENT when the result can't be read to its end.
 */
export async function* bulkNodes(
  { fetch, timeoutMs }: Pick<AdminApi, 'fetch' | 'timeoutMs'>,
  { url, member = 'parts' }: { readonly url: string; readonly member?: string | undefined },
  abort: AbortSignal,
): AsyncIterable<Node> {
  let node: Node | undefined;
  let parts: Node[] = [];
  for await (const object of downloadedLines(url, { fetch, timeoutMs, abort })) {
    // Shopify was asked to put parts behind what they belong to.
    if (object.given('__parentId') !== undefined) parts.push(object.own);
    else {
      if (node !== undefined) yield node;
      parts = [];
      node = { ...object.own, [member]: parts };
    }
  }
  if (node !== undefined) yield node;
}
