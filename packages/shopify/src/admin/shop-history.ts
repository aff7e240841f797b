import { connectionPages, Fields, type HistoryStage, type StagePlace, stagedHistory } from '@sintonia/adapter-kit';
import {
  type BackfillPage,
  type BackfillRequest,
  type Collected,
  isSintoniaError,
  SintoniaError,
} from '@sintonia/spec';
import type { ShopifySettings } from '../shopify-options.js';
import type { AdminApi } from './admin-api.js';
import { bulkNodes, bulkResult, startBulk } from './bulk-operation.js';
import { COUNTS } from './operations.js';
import { type Node, type Stage, stages, wholeNode } from './stages.js';

/** Objects of a bulk operation that become durable together. */
const BULK_PAGE = 500;

type Parts = (
  api: AdminApi,
  stage: Stage,
  filter: string,
  place: StagePlace,
  abort: AbortSignal,
) => AsyncIterable<{ readonly nodes: readonly Node[]; readonly next: StagePlace | undefined }>;

/** Products, customers, orders and refunds of a shop. */
export function shopHistory(api: AdminApi, settings: ShopifySettings) {
  const reading = (stage: Stage, filter: string, total: number | undefined): HistoryStage => ({
    total,
    async *parts(place, abort) {
      const parts = settings.history === 'bulk' && stage.bulk ? bulkParts : pageParts;
      for await (const { nodes, next } of parts(api, stage, filter, place, abort)) {
        yield {
          collected: nodes.flatMap((node) => readable(() => stage.read(new Fields(node, 'node'), settings))),
          next,
        };
      }
    },
  });
  return async function* (request: BackfillRequest): AsyncIterable<BackfillPage> {
    const totals = await countsOf(api, request);
    yield* stagedHistory(
      stages.map((stage) => reading(stage, stage.filter(request.since), totals(stage.name))),
      request,
    );
  };
}

/** What can't be read is left out: one thing that nobody expected must not keep all others out for ever. */
function readable(read: () => Collected): readonly Collected[] {
  try {
    return [read()];
  } catch (error) {
    if (isSintoniaError(error, 'INPUT_INVALID')) return [];
    throw error;
  }
}

const pageParts: Parts = async function* (api, stage, filter, { cursor, done }, abort) {
  const { query, first } = stage;
  const request = {
    query,
    first,
    variables: { query: filter || null },
    cursor: cursor?.toString(),
    isTooCostly,
    abort,
  };
  let count = done;
  for await (const { nodes, cursor: behind } of connectionPages(api, request)) {
    const whole: Node[] = [];
    for (const node of nodes) whole.push(await wholeNode(api, node, stage, abort));
    count += nodes.length;
    yield { nodes: whole, next: behind === undefined ? undefined : { cursor: behind, done: count } };
  }
};

/** Shopify's word for a page that asks for more at once than it gives to any. */
const isTooCostly = (because: unknown) => because === 'MAX_COST_EXCEEDED';

const bulkParts: Parts = async function* (api, stage, filter, { bulk, done }, abort) {
  const earlier = bulk === undefined ? undefined : await bulkResult(api, String(bulk), abort);
  // The result of an earlier operation lasts seven days; after that all of it comes anew.
  const id = earlier === undefined ? await startBulk(api, stage.bulk?.(filter) ?? '', abort) : String(bulk);
  const url = earlier ?? (await bulkResult(api, id, abort));
  if (url === undefined) throw new SintoniaError('PLATFORM_TRANSIENT', 'Shopify has lost a bulk operation.');
  if (url === '') return;
  const skip = earlier === undefined ? 0 : done;
  let count = 0;
  let nodes: Node[] = [];
  for await (const node of bulkNodes(api, { url, member: stage.more?.member }, abort)) {
    if (++count <= skip) continue;
    nodes.push(node);
    if (nodes.length < BULK_PAGE) continue;
    yield { nodes, next: { bulk: id, done: count } };
    nodes = [];
  }
  yield { nodes, next: undefined };
};

/** How many there are of each stage that Shopify counts. Who may not count gets no fractions. */
async function countsOf(api: AdminApi, { since, abort }: BackfillRequest) {
  const filters = new Map(stages.map(({ name, filter }) => [name, filter(since) || null]));
  const variables = { orders: filters.get('orders') ?? null, customers: filters.get('customers') ?? null };
  try {
    const counts = await api.run(COUNTS, { variables, abort });
    return (name: string) => Math.max(0, Number(counts.part(name).given('count')) || 0);
  } catch (error) {
    if (isSintoniaError(error, 'PLATFORM_REJECTED')) return () => undefined;
    throw error;
  }
}
