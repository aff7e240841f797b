export { eCommerce } from './e-commerce.js';
export { finance } from './finance.js';
export { assertGuarded } from './guard.js';
export { health } from './health.js';
export { media } from './media.js';
export type { Guard, Offer, OfferText, Pack, SegmenterSettings } from './pack.js';
export { packOptions } from './pack-options.js';
export { saas } from './saas.js';
