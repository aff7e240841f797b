import { standardSignals } from '@sintonia/core';
import type { SignalDefinitions } from '@sintonia/spec';
import type { Row } from './read-rows.js';

/** Words that shops use for what has a standard name. Compared by their letters only. */
const familiar: Readonly<Record<string, string>> = {
  ...{ view: 'Product Viewed', viewed: 'Product Viewed', pageview: 'Product Viewed', detail: 'Product Viewed' },
  ...{ click: 'Product Clicked', clicked: 'Product Clicked' },
  ...{ cart: 'Product Added', addtocart: 'Product Added', basket: 'Product Added', addtobasket: 'Product Added' },
  ...{ wishlist: 'Product Added to Wishlist', addtowishlist: 'Product Added to Wishlist' },
  ...{ removefromcart: 'Product Removed', removedfromcart: 'Product Removed' },
  ...{ purchase: 'Order Completed', purchased: 'Order Completed', buy: 'Order Completed', order: 'Order Completed' },
  ...{ transaction: 'Order Completed', sale: 'Order Completed', checkout: 'Order Completed' },
  ...{ refund: 'Order Refunded', return: 'Order Refunded', cancellation: 'Order Refunded' },
  ...{ play: 'Content Played', skip: 'Content Skipped', complete: 'Content Completed', save: 'Content Saved' },
};

/**
 * The type of signal that a line is. Without a column for it every line is an order; an order of less than nothing is a
 * refund.
 */
export function signalTypeOf({ type, value = 0 }: Pick<Row, 'type' | 'value'>): string {
  const named =
    type === undefined ? 'Order Completed' : (familiar[type.toLowerCase().replaceAll(/[^a-z]/g, '')] ?? type);
  return named === 'Order Completed' && value < 0 ? 'Order Refunded' : named;
}

/** Whether such a signal speaks against its item. */
export function isAgainst(type: string): boolean {
  return standardSignals[type]?.polarity === 'negative';
}

/** What to declare so that the engine knows all of these types: one that it never heard of counts as much as an order. */
export function declarationsFor(types: Iterable<string>): SignalDefinitions {
  const unheard = [...types].filter((type) => !Object.hasOwn(standardSignals, type));
  return Object.fromEntries(unheard.map((type) => [type, { weight: 1, consumes: true }]));
}

/** Which of these types make somebody a buyer: orders, or where there are none whatever speaks for an item. */
export function orderTypesAmong(types: Iterable<string>): readonly string[] {
  const all = [...types];
  const found = all.includes('Order Completed') ? ['Order Completed'] : all.filter((type) => !isAgainst(type));
  return found.length > 0 ? found : ['Order Completed'];
}
