import { headerOf, unverified, verifyHmac } from '@sintonia/adapter-kit';
import {
  assertIdentifier,
  type BackfillPage,
  type BackfillRequest,
  type Collected,
  readObject,
  type SignalCollector,
  type WebhookRequest,
} from '@sintonia/spec';
import { member } from '../meaning/fields.js';
import type { ShopifySettings } from '../shopify-options.js';
import { readWebhook } from './read-webhook.js';
import type { SeenLately } from './seen-lately.js';

/** Reads the history of a shop. */
export type History = (request: BackfillRequest) => AsyncIterable<BackfillPage>;

/** What Shopify tells by webhook, and what it remembers. */
export class ShopifyCollector implements SignalCollector {
  readonly name = 'shopify';
  readonly specVersion = 1;
  /** An order of some dozen lines has thousands of keys. Who signed it may send them. */
  readonly bounds = { keys: 100_000 };
  declare readonly backfill?: History;
  readonly #settings: ShopifySettings;
  readonly #seen: SeenLately;

  constructor(settings: ShopifySettings, seen: SeenLately, history: History | undefined) {
    this.#settings = settings;
    this.#seen = seen;
    if (history !== undefined) this.backfill = history;
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
    const { items: kind, consents: purposes } = this.#settings;
    const reading = { kind, purposes, seen: this.#seen };
    if (request !== undefined) return readWebhook(topicOf(request.headers), payload, reading);
    const event = readObject(payload, 'payload');
    const metadata = readObject(member(event, 'metadata'), 'metadata') as WebhookRequest['headers'];
    return readWebhook(topicOf(metadata), member(event, 'payload'), reading);
  }
}

function topicOf(headers: WebhookRequest['headers']): string {
  const topic: unknown = headerOf(headers, 'x-shopify-topic');
  assertIdentifier(topic, 'x-shopify-topic');
  return topic;
}
