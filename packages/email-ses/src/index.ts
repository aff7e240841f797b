export { type SesPlugin, senderDns, ses } from './ses.js';
export type { Credentials, SesOptions } from './ses-options.js';
