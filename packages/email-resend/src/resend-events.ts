import { headerOf } from '@sintonia/adapter-kit';
import { parseReport, reportedEvent, seenBy, statusIn, textOfTag } from '@sintonia/adapter-kit/mail';
import {
  type DeliveryEvent,
  type DeliveryEventKind,
  readObject,
  SintoniaError,
  type WebhookRequest,
} from '@sintonia/spec';
import { SEND_KEY_TAG } from './resend-email.js';

type Json = Record<string, unknown>;

const kinds: Readonly<Record<string, (data: Json) => DeliveryEventKind>> = {
  'email.sent': () => 'accepted',
  'email.delivered': () => 'delivered',
  'email.delivery_delayed': () => 'deferred',
  // `Undetermined` may be anything: nobody is given up for it.
  'email.bounced': ({ bounce }) => (part(bounce).type === 'Permanent' ? 'hardBounce' : 'softBounce'),
  'email.complained': () => 'complaint',
  'email.opened': () => 'open',
  'email.clicked': () => 'click',
  // Such as a quota that is used up: the message is lost, and the address has no part in it.
  'email.failed': () => 'softBounce',
  'email.suppressed': ({ suppressed }) =>
    part(suppressed).reason === 'previous_complaint' ? 'complaint' : 'hardBounce',
};

/**
 * The event of a webhook of Resend's; none for what is not about an e-mail that we sent.
 *
 * @throws SINTONIA_INPUT_INVALID and the bounds of `parseJson`; `field` names the value.
 */
export function resendEvents({ headers, rawBody }: WebhookRequest): readonly DeliveryEvent[] {
  const { type, created_at, data: given } = readObject(parseReport(rawBody), 'body');
  if (typeof type !== 'string') throw new SintoniaError('INPUT_INVALID', 'type must be a text.', { field: 'type' });
  if (!Object.hasOwn(kinds, type)) return [];
  const data = readObject(given, 'data');
  const { email_id, to, tags, bounce, suppressed, failed } = data;
  const { timestamp, link, userAgent } = part(data.click);
  const diagnoses = part(bounce).diagnosticCode;
  const event = {
    // The id that was verified. It is the same at every repetition.
    id: headerOf(headers, 'webhook-id') ?? headerOf(headers, 'svix-id'),
    kind: (kinds[type] as (data: Json) => DeliveryEventKind)(data),
    at: timestamp ?? created_at,
    sendKey: textOfTag(part(tags)[SEND_KEY_TAG]),
    providerId: email_id,
    to: Array.isArray(to) ? to[0] : to,
    because:
      statusIn(Array.isArray(diagnoses) ? diagnoses[0] : undefined) ??
      part(bounce).subType ??
      part(suppressed).reason ??
      part(failed).reason,
    by: type === 'email.clicked' ? seenBy(userAgent) : undefined,
    url: link,
  };
  return [reportedEvent(event, 'data')];
}

/** What isn't there says nothing. */
function part(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
