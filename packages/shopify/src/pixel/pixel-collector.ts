import { sameSecret, unverified, verifyFresh, verifyHmac } from '@sintonia/adapter-kit';
import { type Collected, isIdentifier, type SignalCollector, type WebhookRequest } from '@sintonia/spec';
import type { ShopifySettings } from '../shopify-options.js';
import { readPixelEvent } from './read-pixel-event.js';

/**
 * What visitors do, told by a web pixel in their browser. It can't keep a secret, so it posts through the shop's app proxy, and Shopify
 * signs the address; or with a key that only keeps strangers out.
 */
export class PixelCollector implements SignalCollector {
  readonly name = 'shopify-pixel';
  readonly specVersion = 1;
  /** A checkout of many lines has thousands of keys. */
  readonly bounds = { keys: 20_000 };
  readonly #settings: ShopifySettings;

  constructor(settings: ShopifySettings) {
    this.#settings = settings;
  }

  /** @throws SINTONIA_WEBHOOK_UNVERIFIED when neither the app proxy has signed the address nor the key is ours. */
  async verify({ url, receivedAt }: WebhookRequest): Promise<void> {
    const { secret: secrets, shop, pixelKey } = this.#settings;
    const query = queryOf(url);
    const key = onlyOne(query, 'key');
    if (pixelKey !== undefined && key !== undefined && sameSecret(key, pixelKey)) return;
    if (onlyOne(query, 'shop') !== shop) throw unverified();
    const signature = onlyOne(query, 'signature');
    verifyHmac({ signed: [signedPart(query)], signature, secrets, algorithm: 'sha256', encoding: 'hex' });
    verifyFresh(onlyOne(query, 'timestamp'), receivedAt);
  }

  /** @throws SINTONIA_INPUT_INVALID that names the field. */
  parse(payload: unknown, request?: WebhookRequest): Collected {
    const collected = readPixelEvent(payload, this.#settings.items);
    const { anonymousId } = collected.signals?.[0] ?? {};
    const userId = request === undefined ? undefined : customerOf(request.url);
    // Only Shopify's word says who it is: a browser may claim to be anybody.
    if (userId === undefined || !isIdentifier(anonymousId)) return collected;
    return { ...collected, identities: [{ userId, anonymousId }] };
  }
}

/** Who is logged in, by an address that the app proxy has signed; with a key alone, nobody. */
function customerOf(url: string): string | undefined {
  const query = queryOf(url);
  const customer = onlyOne(query, 'logged_in_customer_id') ?? '';
  return query.has('key') || !/^\d{1,20}$/.test(customer) ? undefined : customer;
}

/** All parameters but the signature, sorted, without anything in between; several of a name joined by commas. */
export function signedPart(query: URLSearchParams): string {
  const names = [...new Set(query.keys())].filter((name) => name !== 'signature');
  const pairs = names.map((name) => `${name}=${query.getAll(name).join(',')}`);
  return pairs.sort().join('');
}

/** Several of a name are signed as one with commas, so that nobody knows which of them Shopify meant. */
function onlyOne(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}

function queryOf(url: string): URLSearchParams {
  const from = url.indexOf('?');
  return new URLSearchParams(from === -1 ? '' : url.slice(from + 1));
}
