export { type SendgridPlugin, senderDns, sendgrid } from './sendgrid.js';
export type { SendgridOptions } from './sendgrid-options.js';
