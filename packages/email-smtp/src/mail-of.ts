import { createHash } from 'node:crypto';
import { plainAddress } from '@sintonia/adapter-kit';
import { type Message, SintoniaError } from '@sintonia/spec';
import type { SendMailOptions } from 'nodemailer';
import type { SmtpSettings } from './smtp-options.js';

/**
 * The e-mail that says what a message says. The same message and time give the same mail, with the same Message-ID.
 *
 * @throws SINTONIA_ADDRESS_INVALID, and SINTONIA_DELIVERY_REJECTED for a message of another channel.
 */
export function mailOf(message: Message, from: SmtpSettings['from'], now: number): SendMailOptions {
  const { sendKey, channel, locale, content } = message;
  const to = plainAddress(message.to);
  if (channel !== 'email')
    throw new SintoniaError('DELIVERY_REJECTED', 'This dispatcher serves the channel email only.');
  return {
    // Objects, not texts, and an envelope of our own: nodemailer would find a second address in "a@b.c\r\nBcc: x@y.z".
    from: { ...from },
    to: { name: '', address: to },
    envelope: { from: from.address, to: [to] },
    subject: literal(oneLine(content.subject ?? '')),
    text: content.text,
    ...(content.html === undefined ? {} : { html: content.html }),
    date: new Date(now),
    messageId: messageIdOf(sendKey, from.address),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': oneLine(locale),
      'X-Sintonia-Send-Key': headerSafe(sendKey),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The Message-ID of the message with this send key: the same at every attempt, so that receivers can tell a repetition. */
function messageIdOf(sendKey: string, sender: string): string {
  const digest = createHash('sha256').update(sendKey).digest('base64url').slice(0, 32);
  return `<${digest}@${sender.slice(sender.lastIndexOf('@') + 1)}>`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** nodemailer passes on what looks like an encoded word, and the reader would see something that nobody wrote. */
function literal(text: string): string {
  if (!text.includes('=?')) return text;
  const parts = text.match(/.{1,10}/gu) ?? [];
  return parts.map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');
}

/** Printable ASCII stays as it is, so that what comes back in a bounce can be compared. */
function headerSafe(text: string): string {
  return text.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent);
}
