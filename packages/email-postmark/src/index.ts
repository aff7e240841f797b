export { type PostmarkPlugin, postmark } from './postmark.js';
export type { PostmarkOptions } from './postmark-options.js';
export { senderDns } from './sender-dns.js';
export type { WebhookProof } from './webhook-proof.js';
