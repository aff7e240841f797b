import { Fields, headerOf, unverified, verifyHmac } from '@sintonia/adapter-kit';
import {
  assertIdentifier,
  type BackfillPage,
  type BackfillRequest,
  type Collected,
  readMoment,
  type SignalCollector,
  type WebhookRequest,
} from '@sintonia/spec';
import type { AdminApi } from '../admin/admin-api.js';
import { shopHistory } from '../admin/shop-history.js';
import { stockedItems } from '../admin/stocked-items.js';
import { readId } from '../meaning/shop-values.js';
import type { ShopifySettings } from '../shopify-options.js';
import { type Reading, readWebhook } from './read-webhook.js';

type Headers = WebhookRequest['headers'];

/** Shopify waits five seconds for the answer to a webhook, which takes us some time, too. Milliseconds. */
const LOOK_UP_MS = 4_000;

/** What Shopify tells by webhook, and what it remembers. */
export class ShopifyCollector implements SignalCollector {
  readonly name = 'shopify';
  readonly specVersion = 1;
  /** An order of some dozen lines has thousands of keys. Who signed it may send them. */
  readonly bounds = { keys: 100_000 };
  declare readonly backfill?: (request: BackfillRequest) => AsyncIterable<BackfillPage>;
  readonly #settings: ShopifySettings;
  readonly #reading: Reading;
  readonly #api: AdminApi | undefined;

  constructor(settings: ShopifySettings, owners: Reading['owners'], api: AdminApi | undefined) {
    this.#settings = settings;
    this.#reading = { kind: settings.items, purposes: settings.consents, owners };
    this.#api = api;
    if (api !== undefined) this.backfill = shopHistory(api, settings);
  }

  /** @throws SINTONIA_WEBHOOK_UNVERIFIED when one of our secrets did not sign it, or it is of another shop. */
  async verify({ headers, rawBody }: WebhookRequest): Promise<void> {
    const { secret: secrets, shop } = this.#settings;
    const signature = headerOf(headers, 'x-shopify-hmac-sha256');
    verifyHmac({ signed: [rawBody], signature, secrets, algorithm: 'sha256', encoding: 'base64' });
    // Apps sign for all of their shops with one secret. The domain is not signed: this finds mistakes, not forgeries.
    const domain = headerOf(headers, 'x-shopify-shop-domain');
    if (domain !== undefined && domain.toLowerCase() !== shop) throw unverified();
  }

  /**
   * @param payload the body of a webhook; without its request what Shopify sends by EventBridge: `{ metadata, payload }`, the topic in
   *   `metadata['X-Shopify-Topic']`.
   * @throws SINTONIA_INPUT_INVALID that names the field.
   */
  parse(payload: unknown, request?: WebhookRequest): Collected {
    const event = request === undefined ? new Fields(payload) : undefined;
    const headers = request?.headers ?? (event?.part('metadata').own as Headers);
    const told = event === undefined ? payload : event.given('payload');
    return readWebhook(topicOf(headers), told, this.#reading, triggeredAt(headers));
  }

  /** An event by its topic: several may tell of the same. */
  deliveryOf({ headers }: WebhookRequest): string | undefined {
    const event = headerOf(headers, 'x-shopify-event-id');
    return event && `${event} ${headerOf(headers, 'x-shopify-topic')}`;
  }

  /** Of `inventory_levels/update`, which tells of one place and not of which product: the product. Nothing without a token. */
  async lookUp(payload: unknown, { headers }: WebhookRequest): Promise<Collected> {
    if (this.#api === undefined || topicOf(headers) !== 'inventory_levels/update') return {};
    const inventoryItem = new Fields(payload).read('inventory_item_id', readId);
    const abort = AbortSignal.timeout(LOOK_UP_MS);
    return { items: await stockedItems(this.#api, inventoryItem, this.#settings.items, abort) };
  }
}

function topicOf(headers: Headers): string {
  const topic: unknown = headerOf(headers, 'x-shopify-topic');
  assertIdentifier(topic, 'x-shopify-topic');
  return topic.toLowerCase();
}

/** When what a webhook tells of happened, where it says so. */
function triggeredAt(headers: Headers): number | undefined {
  try {
    return readMoment(headerOf(headers, 'x-shopify-triggered-at'), 'x-shopify-triggered-at');
  } catch {
    return undefined;
  }
}
