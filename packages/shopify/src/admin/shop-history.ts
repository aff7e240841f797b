import { Fields, type HistoryStage, type StagePlace, stagedHistory } from '@sintonia/adapter-kit';
import type { BackfillPage, BackfillRequest, Collected } from '@sintonia/spec';
import { isSintoniaError, SintoniaError } from '@sintonia/spec';
import type { ShopifySettings } from '../shopify-options.js';
import type { AdminApi } from './admin-api.js';
import { bulkNodes, bulkResult, startBulk } from './bulk-operation.js';
import { COUNTS } from './operations.js';
import { readPages } from './read-pages.js';
import { type Node, type Stage, stages } from './stages.js';

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
        yield { page: together(nodes.map((node) => stage.read(fieldsOf(stage, node), settings))), next };
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

/** A node as a webhook would bring it. */
export function fieldsOf({ change }: Pick<Stage, 'change'>, node: Node): Fields {
  return new Fields(change?.(node) ?? node, 'node');
}

const pageParts: Parts = async function* (api, stage, filter, { cursor, done }, abort) {
  let count = done;
  const from = cursor === undefined ? undefined : String(cursor);
  for await (const { nodes, cursor: behind } of readPages(api, stage, { filter, cursor: from, abort })) {
    count += nodes.length;
    yield { nodes, next: behind === undefined ? undefined : { cursor: behind, done: count } };
  }
};

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

/** All that nodes mean, together. */
function together(parts: readonly Collected[]): Collected {
  return {
    signals: parts.flatMap(({ signals = [] }) => signals),
    identities: parts.flatMap(({ identities = [] }) => identities),
    items: parts.flatMap(({ items = [] }) => items),
    consents: parts.flatMap(({ consents = [] }) => consents),
  };
}

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
