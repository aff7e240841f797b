export { type SmtpPlugin, smtp } from './smtp.js';
export type { BounceOptions, SmtpOptions } from './smtp-options.js';
