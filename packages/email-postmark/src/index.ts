export { type PostmarkPlugin, postmark, senderDns } from './postmark.js';
export type { PostmarkOptions } from './postmark-options.js';
export type { WebhookProof } from './webhook-proof.js';
