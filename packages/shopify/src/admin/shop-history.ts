import { Fields } from '@sintonia/adapter-kit';
import type { BackfillPage, BackfillRequest, Collected, JsonValue } from '@sintonia/spec';
import { isSintoniaError, SintoniaError } from '@sintonia/spec';
import type { ShopifySettings } from '../shopify-options.js';
import type { AdminApi } from './admin-api.js';
import { bulkNodes, bulkResult, startBulk } from './bulk-operation.js';
import { type Checkpoint, readCheckpoint } from './checkpoint.js';
import { COUNTS } from './operations.js';
import { readPages } from './read-pages.js';
import { type Node, type Stage, stages } from './stages.js';

/** Objects of a bulk operation that become durable together. */
const BULK_PAGE = 500;

/** Nodes and what is done after them. */
type Part = { readonly nodes: readonly Node[]; readonly checkpoint: Checkpoint };
type Parts = (api: AdminApi, stage: Stage, at: Checkpoint, since: number, abort: AbortSignal) => AsyncIterable<Part>;

/** Products, customers, orders and refunds of a shop. */
export function shopHistory(api: AdminApi, settings: ShopifySettings) {
  return async function* ({ since, checkpoint, abort }: BackfillRequest): AsyncIterable<BackfillPage> {
    let at = readCheckpoint(checkpoint, stages.length);
    const totals = await countsOf(api, since, abort);
    for (const [place, stage] of [...stages.entries()].slice(at.stage)) {
      const parts = settings.history === 'bulk' && stage.bulk ? bulkParts : pageParts;
      for await (const part of parts(api, stage, at, since, abort)) {
        assertOn(abort);
        at = part.checkpoint;
        const fraction = fractionOf(totals, at);
        const collected = together(part.nodes.map((node) => stage.read(fieldsOf(stage, node), settings)));
        yield { ...collected, checkpoint: { ...at } as JsonValue, ...(fraction !== undefined && { fraction }) };
        assertOn(abort);
      }
      at = { stage: place + 1, done: 0 };
    }
  };
}

/** A node as a webhook would bring it. */
export function fieldsOf({ change }: Pick<Stage, 'change'>, node: Node): Fields {
  return new Fields(change?.(node) ?? node, 'node');
}

const pageParts: Parts = async function* (api, stage, { stage: place, cursor, done }, since, abort) {
  let count = done;
  for await (const { nodes, cursor: next } of readPages(api, stage, { filter: stage.filter(since), cursor, abort })) {
    count += nodes.length;
    const checkpoint = next === undefined ? { stage: place + 1, done: 0 } : { stage: place, cursor: next, done: count };
    yield { nodes, checkpoint };
  }
};

const bulkParts: Parts = async function* (api, stage, { stage: place, bulk, done }, since, abort) {
  const earlier = bulk === undefined ? undefined : await bulkResult(api, bulk, abort);
  // The result of an earlier operation lasts seven days; after that all of it comes anew.
  const id = (earlier !== undefined && bulk) || (await startBulk(api, stage.bulk?.(stage.filter(since)) ?? '', abort));
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
    yield { nodes, checkpoint: { stage: place, bulk: id, done: count } };
    nodes = [];
  }
  yield { nodes, checkpoint: { stage: place + 1, done: 0 } };
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
async function countsOf(api: AdminApi, since: number, abort: AbortSignal): Promise<readonly number[] | undefined> {
  const filters = Object.fromEntries(stages.map(({ name, filter }) => [name, filter(since) || null]));
  try {
    const variables = { orders: filters.orders ?? null, customers: filters.customers ?? null };
    const counts = await api.run(COUNTS, { variables, abort });
    return stages.map(({ name }) => Math.max(0, Number(counts.part(name).given('count')) || 0));
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
