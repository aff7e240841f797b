export { type ShopifyPlugin, shopify } from './shopify.js';
export type { ShopifyOptions } from './shopify-options.js';
export type { DiscountOffer } from './write-back/create-discount.js';
