import { isSintoniaError, type JsonObject } from '@sintonia/spec';
import type { Fields } from '../fields.js';
import type { GraphqlApi } from './graphql-api.js';

/** Some nodes of a connection, as the Relay specification has them, and the cursor behind; none behind the last. */
export interface ConnectionPage {
  readonly nodes: readonly Fields[];
  readonly cursor: string | undefined;
}

export interface ConnectionRequest {
  /** Takes `$first`, `$after` and the variables; what it gives as `page` is the connection. */
  readonly query: string;
  readonly variables: JsonObject;
  /** Nodes a page. */
  readonly first: number;
  /** Go on behind this one. */
  readonly cursor?: string | undefined;
  /** Whether a refusal means that a page is too large; then it is halved until it is not. */
  readonly isTooCostly: (because: unknown) => boolean;
  readonly abort: AbortSignal;
}

/** A connection, page by page. A cursor to go on behind that is no longer known begins it anew. */
export async function* connectionPages(api: GraphqlApi, request: ConnectionRequest): AsyncIterable<ConnectionPage> {
  const { query, variables, abort, isTooCostly } = request;
  let { first, cursor } = request;
  let isResumed = cursor !== undefined;
  for (;;) {
    try {
      const answer = await api.run(query, { variables: { ...variables, first, after: cursor ?? null }, abort });
      const page = connectionIn(answer, 'page');
      yield page;
      ({ cursor } = page);
      isResumed = false;
      if (cursor === undefined) return;
    } catch (error) {
      if (!isSintoniaError(error, 'PLATFORM_REJECTED')) throw error;
      if (isTooCostly(error.details?.because) && first > 1) first = Math.ceil(first / 2);
      else if (isResumed) [cursor, isResumed] = [undefined, false];
      else throw error;
    }
  }
}

/**
 * All nodes of a connection within a node: the first are in it, the others are asked for.
 *
 * @param query takes `$id` and `$after`; what it gives as `owner` is the node, with the connection as `page`.
 */
export async function wholeConnection(
  api: GraphqlApi,
  node: Fields,
  { member, query }: { readonly member: string; readonly query: string },
  abort: AbortSignal,
): Promise<readonly Fields[]> {
  let { nodes, cursor } = connectionIn(node, member);
  const all = [...nodes];
  while (cursor !== undefined) {
    const answer = await api.run(query, { variables: { id: String(node.given('id')), after: cursor }, abort });
    // Deleted meanwhile.
    if (answer.given('owner') === undefined) break;
    ({ nodes, cursor } = connectionIn(answer.part('owner'), 'page'));
    all.push(...nodes);
  }
  return all;
}

function connectionIn(fields: Fields, name: string): ConnectionPage {
  const connection = fields.object(name);
  const info = connection.object('pageInfo');
  const cursor = info.given('hasNextPage') === true ? info.given('endCursor') : undefined;
  const nodes = connection.list('nodes', (node) => node);
  return { nodes, cursor: typeof cursor === 'string' ? cursor : undefined };
}
