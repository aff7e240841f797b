import type { Fields } from '@sintonia/adapter-kit';
import { isSintoniaError } from '@sintonia/spec';
import { type AdminApi, isTooCostly } from './admin-api.js';
import type { Node, Stage } from './stages.js';

export interface Page {
  /** Each with all of its parts. */
  readonly nodes: readonly Node[];
  /** Behind this page. Absent of the last. */
  readonly cursor?: string | undefined;
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
      isResumed = false;
      const nodes: Node[] = [];
      for (const node of page.nodes) nodes.push(await wholeNode(api, node, stage.more, abort));
      yield { nodes, cursor: page.cursor };
      cursor = page.cursor;
      if (cursor === undefined) return;
    } catch (error) {
      if (isTooCostly(error) && first > 1) first = Math.ceil(first / 2);
      else if (isResumed && isSintoniaError(error, 'PLATFORM_REJECTED')) [cursor, isResumed] = [undefined, false];
      else throw error;
    }
  }
}

/** A node with all lines of the order, all variants of the product: the first are in it, the others are asked for. */
export async function wholeNode(api: AdminApi, node: Fields, more: Stage['more'], abort: AbortSignal): Promise<Node> {
  if (more === undefined) return node.own;
  let { nodes, cursor } = connectionOf(node, more.member);
  const parts = [...nodes];
  while (cursor !== undefined) {
    const variables = { id: String(node.given('id')), after: cursor };
    const answer = await api.run(more.query, { variables, abort });
    // Deleted meanwhile.
    if (answer.given('owner') === undefined) break;
    ({ nodes, cursor } = connectionOf(answer.part('owner'), 'page'));
    parts.push(...nodes);
  }
  return { ...node.own, [more.member]: parts.map(({ own }) => own) };
}

function connectionOf(fields: Fields, name: string): { nodes: readonly Fields[]; cursor: string | undefined } {
  const connection = fields.object(name);
  const info = connection.object('pageInfo');
  const cursor = info.given('hasNextPage') === true ? info.given('endCursor') : undefined;
  return {
    nodes: connection.list('nodes', (node) => node),
    cursor: typeof cursor === 'string' ? cursor : undefined,
  };
}
