export { senderDns } from './sender-dns.js';
export { type SendgridPlugin, sendgrid } from './sendgrid.js';
export type { SendgridOptions } from './sendgrid-options.js';
