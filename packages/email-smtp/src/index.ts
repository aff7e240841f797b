export type { BounceOptions } from './bounce-options.js';
export { type SmtpPlugin, smtp } from './smtp.js';
export type { SmtpOptions } from './smtp-options.js';
