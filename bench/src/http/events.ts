import type { Sizes } from '../suite.js';

export const writeKey = 'write-key-of-the-bench';

/** What autocannon puts something new in place of, for every request. */
const NEW_ID = '[<id>]';

/** A `track` as @segment/analytics-next sends it from a shop, about 1 KB. */
function track(person: number, item: number, messageId: string) {
  return {
    timestamp: '2026-11-22T08:00:00.000Z',
    integrations: {},
    type: 'track',
    event: 'Product Viewed',
    userId: `person-${person}`,
    anonymousId: `3f0c2b1e-8a53-4c0e-9a51-${String(person).padStart(12, '0')}`,
    properties: {
      product_id: `item-${item}`,
      name: 'Mug with a handle, blue, 330 ml',
      category: 'Kitchen',
      brand: 'Potter & Daughters',
      price: 12.5,
      currency: 'EUR',
      position: item % 40,
    },
    context: {
      page: {
        path: '/products/mug',
        referrer: 'https://shop.example/kitchen?page=2',
        search: '?colour=blue',
        title: 'Mug with a handle',
        url: 'https://shop.example/products/mug?colour=blue',
      },
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
      locale: 'es-ES',
      library: { name: 'analytics.js', version: 'npm:next-1.84.3' },
      timezone: 'Europe/Madrid',
    },
    messageId,
    writeKey,
  };
}

/** Bodies of a single event each, of several people. */
export function singles({ people, items, signals }: Sizes): string[] {
  return Array.from({ length: signals }, (_, index) => {
    // A multiplicative hash: people and items in no order.
    const at = Math.imul(index, 2_654_435_761) >>> 0;
    return JSON.stringify(track(at % people, (at >>> 8) % items, `m-${NEW_ID}`));
  });
}

/** Bodies of a batch each, of one person's events. */
export function batches({ people, items, signals }: Sizes, size: number): string[] {
  return Array.from({ length: Math.ceil(signals / size) }, (_, index) => {
    const at = Math.imul(index, 2_654_435_761) >>> 0;
    const batch = Array.from({ length: size }, (_, place) =>
      track(at % people, (at + place) % items, `m-${place}-${NEW_ID}`),
    );
    return JSON.stringify({ writeKey, batch });
  });
}
