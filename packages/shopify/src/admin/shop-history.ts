import type { BackfillPage, BackfillRequest, Collected, JsonValue } from '@sintonia/spec';
import { isSintoniaError, SintoniaError } from '@sintonia/spec';
import { member } from '../meaning/fields.js';
import type { ShopifySettings } from '../shopify-options.js';
import type { AdminApi } from './admin-api.js';
import { bulkObjects, bulkResult, startBulk } from './bulk-operation.js';
import { type Checkpoint, readCheckpoint } from './checkpoint.js';
import { COUNTS } from './operations.js';
import { readPages } from './read-pages.js';
import { type Stage, stagesOf, together } from './stages.js';

/** Objects of a bulk operation that become durable together. */
const BULK_PAGE = 500;

/** A page and what is done after it. */
type Part = { readonly page: Collected; readonly checkpoint: Checkpoint };

/** Products, customers, orders and refunds of a shop. */
export function shopHistory(api: AdminApi, settings: ShopifySettings) {
  return async function* ({ since, checkpoint, abort }: BackfillRequest): AsyncIterable<BackfillPage> {
    const stages = stagesOf(settings);
    let at = readCheckpoint(checkpoint, stages.length);
    const totals = await countsOf(api, stages, since, abort);
    for (let place = at.stage; place < stages.length; place++) {
      const stage = stages[place] as Stage;
      const parts = settings.history === 'bulk' && stage.bulk ? bulkParts : pageParts;
      for await (const part of parts(api, stage, at, since, abort)) {
        assertOn(abort);
        at = part.checkpoint;
        const fraction = fractionOf(totals, at);
        yield {
          ...part.page,
          checkpoint: { ...at } as JsonValue,
          ...(fraction !== undefined && { fraction }),
        };
        assertOn(abort);
      }
      at = { stage: place + 1, done: 0 };
    }
  };
}

type Parts = (api: AdminApi, stage: Stage, at: Checkpoint, since: number, abort: AbortSignal) => AsyncIterable<Part>;

const pageParts: Parts = async function* (api, stage, { stage: place, cursor, done }, since, abort) {
  let count = done;
  for await (const page of readPages(api, stage, { filter: stage.filter(since), cursor, abort })) {
    count += page.nodes.length;
    const collected = together(page.nodes.map(({ node, parts }) => stage.read(node, parts)));
    const next =
      page.cursor === undefined ? { stage: place + 1, done: 0 } : { stage: place, cursor: page.cursor, done: count };
    yield { page: collected, checkpoint: next };
  }
};

const bulkParts: Parts = async function* (api, stage, { stage: place, bulk, done }, since, abort) {
  const start = async () => {
    const id = await startBulk(api, stage.bulk?.(stage.filter(since)) ?? '', abort);
    return { id, result: await bulkResult(api, id, abort) };
  };
  const earlier = bulk === undefined ? undefined : { id: bulk, result: await bulkResult(api, bulk, abort) };
  // The result of an earlier operation lasts seven days; after that all of it comes anew.
  const { id, result } = earlier?.result === undefined ? await start() : earlier;
  const skip = earlier?.result === undefined ? 0 : done;
  if (result === undefined) throw new SintoniaError('PLATFORM_TRANSIENT', 'Shopify has lost a bulk operation.');
  if (result.url === undefined) return;
  let count = 0;
  let read: Collected[] = [];
  for await (const { node, parts } of bulkObjects(api, result.url, abort)) {
    if (++count <= skip) continue;
    read.push(stage.read(node, parts));
    if (read.length < BULK_PAGE) continue;
    yield { page: together(read), checkpoint: { stage: place, bulk: id, done: count } };
    read = [];
  }
  yield { page: together(read), checkpoint: { stage: place + 1, done: 0 } };
};

/** How many there are of each stage that Shopify counts. Who may not count gets no fractions. */
async function countsOf(api: AdminApi, stages: readonly Stage[], since: number, abort: AbortSignal) {
  const filter = (name: Stage['name']) => stages.find((stage) => stage.name === name)?.filter(since) || null;
  try {
    const variables = { orders: filter('orders'), customers: filter('customers') };
    const data = await api.run(COUNTS, { variables, abort });
    return stages.map(({ name }) => {
      const { count } = (member(data, name) ?? {}) as { count?: unknown };
      return typeof count === 'number' && count >= 0 ? count : 0;
    });
  } catch (error) {
    if (isSintoniaError(error, 'PLATFORM_REJECTED')) return undefined;
    throw error;
  }
}

function fractionOf(totals: readonly number[] | undefined, { stage, done }: Checkpoint): number | undefined {
  const total = totals?.reduce((sum, count) => sum + count, 0) ?? 0;
  if (totals === undefined || total === 0) return undefined;
  const before = totals.slice(0, stage).reduce((sum, count) => sum + count, 0);
  return Math.min(1, (before + Math.min(done, totals[stage] ?? 0)) / total);
}

function assertOn(abort: AbortSignal): void {
  if (abort.aborted) throw new SintoniaError('ABORTED', 'Told to stop.');
}
