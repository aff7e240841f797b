export { type ResendPlugin, resend } from './resend.js';
export type { ResendOptions } from './resend-options.js';
