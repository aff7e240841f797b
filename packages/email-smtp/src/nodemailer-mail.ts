import { encodedWords, mailOf } from '@sintonia/adapter-kit/mail';
import type { Message } from '@sintonia/spec';
import type { SendMailOptions } from 'nodemailer';
import { bounceHeaders } from './bounce-token.js';
import type { SmtpSettings } from './smtp-options.js';

/**
 * The e-mail that says what a message says, for nodemailer. The same message and time give the same mail.
 *
 * @throws SINTONIA_ADDRESS_INVALID, SINTONIA_DELIVERY_REJECTED as `mailOf` of adapter-kit.
 */
export function nodemailerMail(message: Message, settings: SmtpSettings, now: number) {
  const { from, to, replyTo, subject, text, html, headers, attachments, messageId } = mailOf(message, settings);
  const report = settings.bounces && bounceHeaders(message.sendKey, messageId, settings.bounces);
  return {
    // Objects, not texts, and an envelope of our own: nodemailer would find a second address in "a@b.c\r\nBcc: x@y.z".
    from: { name: from.name ?? '', address: from.address },
    to: { name: '', address: to },
    ...(replyTo !== undefined && { replyTo: { name: '', address: replyTo } }),
    envelope: { from: report?.returnPath ?? from.address, to: [to] },
    ...(report && { dsn: { ...report.dsn, recipient: to } }),
    // nodemailer passes on what looks like an encoded word, and the reader would see something that nobody wrote.
    subject: subject.includes('=?') ? encodedWords(subject) : subject,
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
  } satisfies SendMailOptions;
}
