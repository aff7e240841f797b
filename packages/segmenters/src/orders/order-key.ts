import type { Signal } from '@sintonia/spec';

/** What makes two signals one order. One may come as several signals, one a product: they share their order id, or else their moment. */
export function orderKeyOf({ properties, timestamp }: Signal): string | number {
  const id = properties?.orderId ?? properties?.order_id;
  return typeof id === 'string' || typeof id === 'number' ? `id ${id}` : timestamp;
}
