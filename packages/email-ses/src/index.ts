export { senderDns } from './sender-dns.js';
export { type SesPlugin, ses } from './ses.js';
export type { Credentials, SesOptions } from './ses-options.js';
