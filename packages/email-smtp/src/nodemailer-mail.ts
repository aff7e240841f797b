import { mailOf } from '@sintonia/adapter-kit/mail';
import type { Message } from '@sintonia/spec';
import type { SendMailOptions } from 'nodemailer';
import { tokenOf } from './bounce-token.js';
import type { SmtpSettings } from './smtp-options.js';

/** The longest envelope id (RFC 3461, section 4.4). */
const LONGEST_ENVELOPE_ID = 100;

/**
 * The e-mail that says what a message says, for nodemailer. The same message and time give the same mail.
 *
 * @throws SINTONIA_ADDRESS_INVALID, SINTONIA_DELIVERY_REJECTED as `mailOf` of adapter-kit.
 */
export function nodemailerMail(message: Message, settings: SmtpSettings, now: number): SendMailOptions {
  const { from, to, replyTo, subject, text, html, headers, attachments, messageId } = mailOf(message, settings);
  const report = reporting(message.sendKey, messageId, settings.bounces);
  return {
    // Objects, not texts, and an envelope of our own: nodemailer would find a second address in "a@b.c\r\nBcc: x@y.z".
    from: { ...from },
    to: { name: '', address: to },
    ...(replyTo !== undefined && { replyTo: { name: '', address: replyTo } }),
    envelope: { from: report?.returnPath ?? from.address, to: [to] },
    ...(report && { dsn: { ...report.dsn, recipient: to } }),
    subject: literal(subject),
    text,
    ...(html !== undefined && { html }),
    attachments: attachments.map(({ name, contentType, content, contentId }) => ({
      filename: name.replaceAll('=?', '= ?'),
      contentType,
      content: Buffer.from(content, 'base64'),
      contentDisposition: contentId === undefined ? ('attachment' as const) : ('inline' as const),
      ...(contentId !== undefined && { cid: contentId }),
    })),
    date: new Date(now),
    messageId,
    headers: { ...headers, ...report?.headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** How a report will tell which message it is about: by the address that it goes to, the envelope's id, and what it gives back. */
function reporting(sendKey: string, messageId: string, bounces: SmtpSettings['bounces']) {
  if (bounces === undefined) return undefined;
  const { address, verp, secrets } = bounces;
  const token = tokenOf(messageId, secrets[0] as string);
  const at = address.lastIndexOf('@');
  const full = `${token}.${sendKey}`;
  // An id that xtext would make longer is left to the token alone.
  const id = /^[\w.-]+$/.test(full) && full.length <= LONGEST_ENVELOPE_ID ? full : token;
  return {
    returnPath: verp ? `${address.slice(0, at)}+${token}${address.slice(at)}` : address,
    dsn: { id, return: 'headers' as const, notify: ['failure' as const, 'delay' as const] },
    headers: { 'X-Sintonia-Report': token },
  };
}

/** nodemailer passes on what looks like an encoded word, and the reader would see something that nobody wrote. */
function literal(text: string): string {
  if (!text.includes('=?')) return text;
  const parts = text.match(/.{1,10}/gu) ?? [];
  return parts.map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');
}
