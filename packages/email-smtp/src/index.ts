export { type SmtpPlugin, smtp } from './smtp.js';
export type { Sender, SmtpOptions } from './smtp-options.js';
