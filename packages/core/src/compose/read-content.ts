import { type Attachment, type Content, SintoniaError } from '@sintonia/spec';
import { isPlausible } from '../decide/address-of.js';

const LONGEST_SUBJECT = 250;
const LONGEST_BODY = 500_000;
const MOST_ATTACHMENTS = 20;
/** Of all attachments together, as they will be when decoded. The outbox keeps them until the message is final. */
const MOST_BYTES = 5_000_000;
const LONGEST_NAME = 255;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const MEDIA_TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/;
const CONTENT_ID = /^[\w.@+-]{1,200}$/;

/**
 * What a campaign wrote, copied, and nothing that it wrote besides.
 *
 * @throws SINTONIA_PLUGIN_FAILED that names what can't be sent.
 */
export function readContent(content: Content): Content {
  if (typeof content?.text !== 'string' || (content.text === '' && !content.html)) invalid('text', 'no text');
  const { text, html, subject, replyTo, attachments } = content;
  if (text.length > LONGEST_BODY) invalid('text', 'too long a text');
  if (html !== undefined && (typeof html !== 'string' || html.length > LONGEST_BODY)) {
    invalid('html', 'too long an HTML body');
  }
  if (
    subject !== undefined &&
    (typeof subject !== 'string' || subject.length > LONGEST_SUBJECT || hasBreaks(subject))
  ) {
    invalid('subject', 'a subject that is too long or has line breaks');
  }
  if (
    replyTo !== undefined &&
    (typeof replyTo !== 'string' || replyTo.length > 254 || !isPlausible(replyTo, 'email'))
  ) {
    invalid('replyTo', 'a replyTo that is not one address');
  }
  const files = attachments === undefined ? [] : readAttachments(attachments);
  return {
    text,
    ...(subject && { subject }),
    ...(html && { html }),
    ...(replyTo && { replyTo }),
    ...(files.length > 0 && { attachments: files }),
  };
}

function readAttachments(list: readonly Attachment[]): readonly Attachment[] {
  if (!Array.isArray(list) || list.length > MOST_ATTACHMENTS) {
    invalid('attachments', `attachments that are no list of at most ${MOST_ATTACHMENTS}`);
  }
  const files = list.map((file, index) => readAttachment(file, `attachments[${index}]`));
  // Four letters of base64 are three bytes.
  const bytes = files.reduce((sum, { content }) => sum + Math.floor((content.replace(/=+$/, '').length * 3) / 4), 0);
  if (bytes > MOST_BYTES) invalid('attachments', `attachments of more than ${MOST_BYTES} bytes`);
  return files;
}

function readAttachment(file: Attachment, field: string): Attachment {
  const { name, contentType, content, contentId } = file ?? {};
  if (typeof name !== 'string' || name === '' || name.length > LONGEST_NAME || /[\p{Cc}/\\]/u.test(name)) {
    invalid(`${field}.name`, 'a file without a plain name');
  }
  if (typeof contentType !== 'string' || !MEDIA_TYPE.test(contentType)) {
    invalid(`${field}.contentType`, 'a file without a media type');
  }
  if (typeof content !== 'string' || content.length % 4 !== 0 || !BASE64.test(content)) {
    invalid(`${field}.content`, 'a file that is not base64');
  }
  if (contentId !== undefined && (typeof contentId !== 'string' || !CONTENT_ID.test(contentId))) {
    invalid(`${field}.contentId`, 'a contentId that is no plain word');
  }
  return { name, contentType, content, ...(contentId !== undefined && { contentId }) };
}

function hasBreaks(text: string): boolean {
  return /[\r\n\0]/.test(text);
}

function invalid(field: string, what: string): never {
  throw new SintoniaError('PLUGIN_FAILED', `The campaign composed ${what}.`, { field });
}
