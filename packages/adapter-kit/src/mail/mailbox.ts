import type { MailSender } from './mail-sender.js';

const plain = /^[\p{L}\p{N} !#$%&'*+/=?^_`{|}~-]+$/u;

/** `Mug Shop <shop@example.com>`, or the address alone: what providers want who take a sender as one text (RFC 5322). */
export function mailbox({ name = '', address }: MailSender): string {
  if (name === '') return address;
  return `${plain.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`} <${address}>`;
}
