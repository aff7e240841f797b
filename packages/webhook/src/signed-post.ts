import { createHash } from 'node:crypto';
import { signStandardWebhook } from '@sintonia/adapter-kit';
import type { Message, PersonReference } from '@sintonia/spec';

/** What has happened, or is to. */
export type WebhookEvent =
  | { readonly type: 'message.send'; readonly data: Message }
  | { readonly type: 'person.erased'; readonly data: PersonReference };

/** What is posted: an event as JSON, and the headers that sign it. */
export interface SignedPost {
  /** The same at every attempt: receivers tell duplicates by it. */
  readonly id: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * An event in the form that Standard Webhooks suggest: `{ type, timestamp, data }`.
 *
 * @param now milliseconds since 1970.
 * @param secrets all of them sign, so that the receiver may know the old one or the new one.
 */
export function signedPost(
  { type, data }: WebhookEvent,
  idempotencyKey: string,
  now: number,
  secrets: readonly string[],
): SignedPost {
  // A hash, since the signature's parts are divided by dots, and a header takes no other script.
  const id = `msg_${createHash('sha256').update(idempotencyKey).digest('base64url').slice(0, 32)}`;
  const body = JSON.stringify({
    type,
    timestamp: new Date(now).toISOString(),
    data: type === 'message.send' ? oneLined(data) : data,
  });
  const signed = secrets.map((secret) => signStandardWebhook(body, { id, timestamp: now, secret }));
  return {
    id,
    body,
    headers: {
      ...signed[0],
      'webhook-signature': signed.map((headers) => headers['webhook-signature']).join(' '),
      'content-type': 'application/json; charset=utf-8',
    },
  };
}

/** A subject is one line, whatever is made of it behind: a line break in it could become a header there. */
function oneLined(message: Message): Message {
  const { content } = message;
  if (content.subject === undefined) return message;
  const subject = content.subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return { ...message, content: { ...content, subject } };
}
