import { createHash } from 'node:crypto';
import type { Attachment } from '@sintonia/spec';
import type { Mail } from '../mail.js';
import { encodedMailbox } from '../mailbox.js';
import { encodedWords } from './encoded-words.js';
import { headerLine, parameter } from './header-line.js';
import { type Encoded, encodedBytes, encodedText } from './transfer-encoding.js';

/** A part with its own headers, ready to stand between boundaries. */
type Part = string;

/**
 * A mail as it travels (RFC 5322, RFC 2045): ASCII, lines that end with CRLF. The same mail and date give the same bytes. HTML stands
 * beside the text it says the same as, images within the HTML beside it, files behind all.
 *
 * @param date milliseconds since 1970.
 * @param more headers beside those of the mail: one line of printable ASCII each.
 */
export function mimeOf(mail: Mail, date: number, more: Readonly<Record<string, string>> = {}): Buffer {
  const { from, to, replyTo, subject, messageId, headers } = mail;
  const all: Readonly<Record<string, string>> = {
    From: encodedMailbox(from),
    To: to,
    ...(replyTo !== undefined && { 'Reply-To': replyTo }),
    Subject: encodedWords(subject),
    'Message-ID': messageId,
    Date: new Date(date).toUTCString().replace('GMT', '+0000'),
    ...headers,
    ...more,
    'MIME-Version': '1.0',
  };
  const lines = Object.entries(all).map(([name, value]) => headerLine(name, value));
  return Buffer.from(lines.join('') + bodyOf(mail), 'latin1');
}

function bodyOf({ text, html, attachments, messageId }: Mail): Part {
  // No encoding leaves `=_` in a line, so that no part can end its neighbour.
  const boundary = `=_${createHash('sha256').update(messageId).digest('base64url').slice(0, 24)}`;
  const isShown = (file: Attachment) => html !== undefined && file.contentId !== undefined;
  const shown = attachments.filter(isShown).map(fileOf);
  const files = attachments.filter((file) => !isShown(file)).map(fileOf);
  const plain = partOf('text/plain; charset=utf-8', encodedText(text));
  if (html === undefined) return joined('mixed', [plain, ...files], `${boundary}m`);
  const page = partOf('text/html; charset=utf-8', encodedText(html));
  const rich = joined('related', [page, ...shown], `${boundary}r`);
  return joined('mixed', [joined('alternative', [plain, rich], `${boundary}a`), ...files], `${boundary}m`);
}

function partOf(type: string, { encoding, text }: Encoded, more = ''): Part {
  return `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n${more}\r\n${text}`;
}

function fileOf({ name, contentType, content, contentId }: Attachment): Part {
  // A mail within a mail, or several, may not be base64 (RFC 2046, section 5): it goes as a plain file.
  const type = /^(?:message|multipart)\//i.test(contentType) ? 'application/octet-stream' : contentType;
  // No encoded word, which some programs would decode, and find a path.
  const file = parameter('filename', name.replaceAll('=?', '= ?'));
  const disposition = `Content-Disposition: ${contentId === undefined ? 'attachment' : 'inline'}${file}\r\n`;
  const id = contentId === undefined ? '' : `Content-ID: <${contentId}>\r\n`;
  return partOf(type, encodedBytes(content), disposition + id);
}

/** Several parts as one; of one, nothing but that. */
function joined(kind: 'mixed' | 'alternative' | 'related', parts: readonly Part[], boundary: string): Part {
  const [only, ...others] = parts as [Part, ...Part[]];
  if (others.length === 0) return only;
  const between = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return `Content-Type: multipart/${kind};\r\n boundary="${boundary}"\r\n\r\n${between}--${boundary}--\r\n`;
}
