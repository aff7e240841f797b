export { type ResendPlugin, resend, senderDns } from './resend.js';
export type { ResendOptions } from './resend-options.js';
