import { isSintoniaError, readObject } from '@sintonia/spec';
import { member, readList } from '../meaning/fields.js';
import { type AdminApi, isTooCostly } from './admin-api.js';
import type { Stage } from './stages.js';

type Fields = Record<string, unknown>;

export interface Page {
  readonly nodes: readonly { readonly node: Fields; readonly parts: readonly Fields[] }[];
  /** Behind this page. Absent of the last. */
  readonly cursor?: string;
}

export interface PagesRequest {
  readonly filter: string;
  readonly cursor?: string | undefined;
  readonly abort: AbortSignal;
}

/** A stage, page by page. A cursor that Shopify no longer knows begins the stage anew. */
export async function* readPages(api: AdminApi, stage: Stage, request: PagesRequest): AsyncIterable<Page> {
  const { filter, abort } = request;
  let { first } = stage;
  let { cursor } = request;
  let isResumed = cursor !== undefined;
  for (;;) {
    try {
      const variables = { first, after: cursor ?? null, query: filter === '' ? null : filter };
      const page = connectionOf(await api.run(stage.query, { variables, abort }), 'page');
      cursor = page.cursor;
      isResumed = false;
      const nodes: Page['nodes'][number][] = [];
      for (const node of page.nodes) nodes.push({ node, parts: await partsOf(api, stage, node, abort) });
      yield { nodes, ...(cursor !== undefined && { cursor }) };
      if (cursor === undefined) return;
    } catch (error) {
      if (isTooCostly(error) && first > 1) first = Math.ceil(first / 2);
      else if (isResumed && isSintoniaError(error, 'PLATFORM_REJECTED')) [cursor, isResumed] = [undefined, false];
      else throw error;
    }
  }
}

/** The lines of an order, the variants of a product: the first are in the node, the others are asked for. */
async function partsOf(api: AdminApi, { more }: Stage, node: Fields, abort: AbortSignal): Promise<readonly Fields[]> {
  if (more === undefined) return [];
  let { nodes, cursor } = connectionOf(node, more.connection);
  const parts = [...nodes];
  while (cursor !== undefined) {
    const variables = { id: String(member(node, 'id')), after: cursor };
    const owner = member(await api.run(more.query, { variables, abort }), 'owner');
    // Deleted meanwhile.
    if (owner === undefined) break;
    ({ nodes, cursor } = connectionOf(readObject(owner, 'owner'), 'page'));
    parts.push(...nodes);
  }
  return parts;
}

function connectionOf(fields: Fields, name: string): { nodes: readonly Fields[]; cursor: string | undefined } {
  const connection = readObject(member(fields, name), name);
  const info = readObject(member(connection, 'pageInfo'), `${name}.pageInfo`);
  const cursor = member(info, 'hasNextPage') === true ? member(info, 'endCursor') : undefined;
  return {
    nodes: readList(member(connection, 'nodes'), `${name}.nodes`, (node) => node),
    cursor: typeof cursor === 'string' ? cursor : undefined,
  };
}
