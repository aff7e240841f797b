import { createHash } from 'node:crypto';
import { type Attachment, type Message, SintoniaError } from '@sintonia/spec';
import { plainAddress } from '../plain-address.js';
import { checkedAttachments } from './checked-attachments.js';
import { headersOf } from './mail-headers.js';
import type { MailSender } from './mail-sender.js';
import { oneLine } from './one-line.js';
import { textOfHtml } from './text-of-html.js';

/** An e-mail as every provider needs it: one recipient, nothing smuggled in, every part within bounds. */
export interface Mail {
  readonly from: Required<MailSender>;
  /** Exactly one plain address, the domain in ASCII. */
  readonly to: string;
  readonly replyTo?: string;
  /** One line. May be empty. */
  readonly subject: string;
  /** Made from the HTML where the message has no text. */
  readonly text: string;
  readonly html?: string;
  /** The only ones beside those of any mail. Values are one line of printable ASCII. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
  /** The same at every attempt, so that receivers can tell a repetition. With angle brackets. */
  readonly messageId: string;
}

export interface MailOptions {
  readonly from: MailSender;
  /** What the provider takes, in bytes as they are sent. Default: 10,000,000. */
  readonly largest?: number;
}

const LARGEST = 10_000_000;

/**
 * The e-mail that says what a message says. The same message gives the same mail.
 *
 * @throws SINTONIA_ADDRESS_INVALID (`to`, `replyTo`), and SINTONIA_DELIVERY_REJECTED for a message of another channel, without a word,
 *   too large, or with a file or a way out that can't be sent. `field` names which.
 */
export function mailOf(message: Message, { from, largest = LARGEST }: MailOptions): Mail {
  const { sendKey, channel, content } = message;
  const to = plainAddress(message.to);
  if (channel !== 'email')
    throw new SintoniaError('DELIVERY_REJECTED', 'This dispatcher serves the channel email only.');
  const { html, replyTo } = content;
  const text = content.text || (html === undefined ? '' : textOfHtml(html));
  const attachments = checkedAttachments(content.attachments ?? []);
  const mail: Mail = {
    from: { name: from.name ?? '', address: from.address },
    to,
    ...(replyTo !== undefined && { replyTo: plainAddress(replyTo, 'replyTo') }),
    subject: oneLine(content.subject ?? ''),
    text,
    ...(html !== undefined && { html }),
    headers: headersOf(message),
    attachments,
    messageId: messageIdOf(sendKey, from.address),
  };
  if (sizeOf(mail) > largest) {
    throw new SintoniaError('DELIVERY_REJECTED', `The message is larger than ${largest} bytes.`, { field: 'content' });
  }
  return mail;
}

function messageIdOf(sendKey: string, sender: string): string {
  const digest = createHash('sha256').update(sendKey).digest('base64url').slice(0, 32);
  return `<${digest}@${sender.slice(sender.lastIndexOf('@') + 1)}>`;
}

/** Texts travel as quoted-printable or base64, files as base64, which they are already: never less than this. */
function sizeOf({ text, html = '', attachments }: Mail): number {
  const files = attachments.reduce((sum, { content }) => sum + content.length, 0);
  return Buffer.byteLength(text) + Buffer.byteLength(html) + files;
}
