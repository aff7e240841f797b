export { type ResendPlugin, resend } from './resend.js';
export type { ResendOptions } from './resend-options.js';
export { senderDns } from './sender-dns.js';
