import { Lately } from '@sintonia/adapter-kit';
import { type PersonReference, type Plugin, personOf, type SignalDefinitions, SintoniaError } from '@sintonia/spec';
import { AdminApi } from './admin/admin-api.js';
import { PixelCollector } from './pixel/pixel-collector.js';
import { readShopifyOptions, type ShopifyOptions } from './shopify-options.js';
import { ShopifyCollector } from './webhooks/shopify-collector.js';
import { createDiscount, type DiscountOffer } from './write-back/create-discount.js';
import { ShopifyDestination } from './write-back/shopify-destination.js';

/** What {@link shopify} brings. */
export interface ShopifyPlugin extends Plugin {
  readonly collectors: readonly [ShopifyCollector, PixelCollector];
  /** None without an access token. */
  readonly destinations: readonly ShopifyDestination[];
  /**
   * Creates the discount of an offer.
   *
   * @throws SINTONIA_OPTION_INVALID (also without `accessToken`), SINTONIA_PLATFORM_REJECTED
   *   (`details.because` is `TAKEN` where the code is there already), SINTONIA_PLATFORM_TRANSIENT and the like.
   */
  createDiscount(offer: DiscountOffer): Promise<{ readonly id: string; readonly code: string }>;
}

/** Enough for hours of a busy shop, in some megabytes. */
const MOST_ORDERS = 50_000;

/** What standard signals lack. */
const signals: SignalDefinitions = {
  'Order Cancelled': { weight: 1, halfLifeDays: 365, polarity: 'negative', revenue: true },
  'Product List Viewed': { weight: 0 },
  'Cart Viewed': { weight: 0 },
};

/**
 * A shop: its webhooks, its history, its pixel, and what we found out written back to its customers.
 *
 * ```ts
 * createEngine({ plugins: [shopify({ shop: 'mugs.myshopify.com', secret: '…', accessToken: 'shpat_…' })] })
 * ```
 *
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function shopify(options: ShopifyOptions): ShopifyPlugin {
  const settings = readShopifyOptions(options);
  const { accessToken, shop, version, attempts, timeoutMs, fetch } = settings;
  const calls = { shop, version, attempts, timeoutMs, ...(fetch && { fetch }) };
  const api = accessToken === undefined ? undefined : new AdminApi({ ...calls, accessToken });
  const owners = new Lately<PersonReference>(MOST_ORDERS);
  const destination = api && new ShopifyDestination(api, settings);
  return {
    name: 'shopify',
    specVersion: 1,
    signals,
    collectors: [new ShopifyCollector(settings, owners, api), new PixelCollector(settings)],
    destinations: destination ? [destination] : [],
    async createDiscount(offer) {
      if (api === undefined) {
        throw new SintoniaError('OPTION_INVALID', 'accessToken is needed for discounts.', { field: 'accessToken' });
      }
      return createDiscount(api, offer);
    },
    async erase(person: PersonReference) {
      owners.forget((owner) => personOf(owner) === personOf(person));
      await destination?.erase(person);
    },
    ...(destination && { export: (person: PersonReference) => destination.export(person) }),
  };
}
