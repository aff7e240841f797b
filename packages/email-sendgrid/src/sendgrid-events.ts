import { parseReport, reportedEvent, seenBy, statusIn } from '@sintonia/adapter-kit/mail';
import { type DeliveryEvent, type DeliveryEventKind, readObject, SintoniaError } from '@sintonia/spec';
import { SEND_KEY } from './sendgrid-email.js';

type Json = Record<string, unknown>;

const kinds: Readonly<Record<string, (event: Json) => DeliveryEventKind>> = {
  processed: () => 'accepted',
  delivered: () => 'delivered',
  deferred: () => 'deferred',
  bounce: bounced,
  dropped: ({ reason }) =>
    (typeof reason === 'string' && Object.hasOwn(drops, reason) ? drops[reason] : undefined) ?? 'softBounce',
  open: () => 'open',
  click: () => 'click',
  spamreport: () => 'complaint',
  unsubscribe: () => 'unsubscribe',
  group_unsubscribe: () => 'unsubscribe',
};

/** Why SendGrid did not even try: what it knows of the address from before. */
const drops: Readonly<Record<string, DeliveryEventKind>> = {
  'Bounced Address': 'hardBounce',
  Invalid: 'hardBounce',
  'Spam Reporting Address': 'complaint',
  'Unsubscribed Address': 'unsubscribe',
};

/** `blocked` is about the message or the sender, a 4.x.x about the moment: neither is about the address. */
function bounced({ type, status, bounce_classification: cause }: Json): DeliveryEventKind {
  const isForNow = typeof status === 'string' && status.startsWith('4');
  const isOfAddress = cause === undefined || cause === 'Invalid Address' || cause === 'Unclassified' || cause === '';
  return type !== 'blocked' && !isForNow && isOfAddress ? 'hardBounce' : 'softBounce';
}

/**
 * The events of a webhook of SendGrid's, up to thousands; none for what is nothing to us.
 *
 * @throws SINTONIA_INPUT_INVALID and the bounds of `parseJson`; `field` names the value.
 */
export function sendgridEvents(rawBody: Uint8Array): readonly DeliveryEvent[] {
  const events = parseReport(rawBody);
  if (!Array.isArray(events)) throw new SintoniaError('INPUT_INVALID', 'body must be a list.', { field: 'body' });
  return events.flatMap((event, index) => deliveryEvents(event, `body[${index}]`));
}

function deliveryEvents(given: unknown, path: string): readonly DeliveryEvent[] {
  const event = readObject(given, path);
  const { event: name, sg_event_id, sg_message_id, email, timestamp, status, reason, response, type, url } = event;
  if (typeof name !== 'string') {
    const field = `${path}.event`;
    throw new SintoniaError('INPUT_INVALID', `${field} must be a text.`, { field });
  }
  if (!Object.hasOwn(kinds, name)) return [];
  const reported = {
    id: sg_event_id,
    kind: (kinds[name] as (event: Json) => DeliveryEventKind)(event),
    // In seconds.
    at: typeof timestamp === 'number' ? timestamp * 1000 : timestamp,
    sendKey: event[SEND_KEY],
    providerId: receiptOf(sg_message_id),
    to: email,
    because: status ?? statusIn(reason) ?? statusIn(response) ?? type ?? reason,
    by: by(name, event),
    url,
  };
  return [reportedEvent(reported, path)];
}

/** SendGrid says of openings whether Apple's privacy proxy made them, and nothing of clicks. */
function by(name: string, { sg_machine_open: isMachine, useragent }: Json): 'human' | 'machine' | undefined {
  if (name !== 'open' && name !== 'click') return undefined;
  if (name === 'open' && isMachine === true) return 'machine';
  return seenBy(useragent) ?? (name === 'open' && isMachine === false ? 'human' : undefined);
}

/** What stood in `X-Message-Id` when it was sent: all before the name of the machine that worked on it. */
function receiptOf(id: unknown): string | undefined {
  return typeof id === 'string' ? (/^(.+?)\.(?:filter|recv)/.exec(id)?.[1] ?? id) : undefined;
}
