import { createHash } from 'node:crypto';
import { parseReport, reportedEvent, seenBy, statusIn, textOfTag } from '@sintonia/adapter-kit/mail';
import {
  type DeliveryEvent,
  type DeliveryEventKind,
  readMoment,
  readObject,
  SintoniaError,
  type WebhookRequest,
} from '@sintonia/spec';
import { SEND_KEY_TAG } from './ses-request.js';
import { readSnsEnvelope } from './sns-envelope.js';

type Json = Record<string, unknown>;

interface Kind {
  /** The member that tells about it. */
  readonly in: string;
  readonly kind: (about: Json) => DeliveryEventKind | undefined;
  /** Within that member, whom it is about. Default: to whom the message went. */
  readonly recipients?: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  Send: { in: 'send', kind: () => 'accepted' },
  Delivery: { in: 'delivery', kind: () => 'delivered', recipients: 'recipients' },
  DeliveryDelay: { in: 'deliveryDelay', kind: () => 'deferred', recipients: 'delayedRecipients' },
  Bounce: {
    in: 'bounce',
    // `Undetermined` may be anything: nobody is given up for it.
    kind: ({ bounceType }) => (bounceType === 'Permanent' ? 'hardBounce' : 'softBounce'),
    recipients: 'bouncedRecipients',
  },
  Complaint: {
    in: 'complaint',
    kind: ({ complaintFeedbackType }) => (complaintFeedbackType === 'not-spam' ? undefined : 'complaint'),
    recipients: 'complainedRecipients',
  },
  // A virus, or a template that can't be filled in: the message is lost, and the address has no part in it.
  Reject: { in: 'reject', kind: () => 'softBounce' },
  'Rendering Failure': { in: 'failure', kind: () => 'softBounce' },
  Open: { in: 'open', kind: () => 'open' },
  Click: { in: 'click', kind: () => 'click' },
  Subscription: { in: 'subscription', kind: (about) => (hasLeft(about) ? 'unsubscribe' : undefined) },
};

const MOST_RECIPIENTS = 50;
/** What SES publishes when a destination is set up. */
const greeting = /^Successfully validated SNS topic/;

/**
 * What a notification of SNS says about messages that SES sent: event publishing and notifications of identities, which tell the same
 * in the same words. None for what is about no message.
 *
 * @throws SINTONIA_INPUT_INVALID and the bounds of `parseJson`; `field` names the value.
 */
export function sesEvents({ rawBody }: WebhookRequest): readonly DeliveryEvent[] {
  const { Type, Message } = readSnsEnvelope(rawBody);
  if (Type !== 'Notification' || greeting.test(Message)) return [];
  const report = readObject(parseReport(Buffer.from(Message)), 'Message');
  const type = report.eventType ?? report.notificationType;
  if (typeof type !== 'string') {
    throw new SintoniaError('INPUT_INVALID', 'eventType must be a text.', { field: 'eventType' });
  }
  const known = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  const about = part(known && report[known.in]);
  const kind = known?.kind(about);
  if (known === undefined || kind === undefined) return [];
  const mail = readObject(report.mail, 'mail');
  const at = readMoment(about.timestamp ?? mail.timestamp, `${known.in}.timestamp`);
  const { bounceSubType, complaintFeedbackType, complaintSubType, delayType, reason, userAgent, link } = about;
  return recipientsOf(known.recipients === undefined ? mail.destination : about[known.recipients]).map((recipient) => {
    const { address, status, diagnosticCode } = recipient;
    const event = {
      id: idOf([mail.messageId, type, at, address ?? null, link ?? null]),
      kind,
      at,
      sendKey: textOfTag(first(part(mail.tags)[SEND_KEY_TAG])),
      providerId: mail.messageId,
      to: address,
      because:
        statusIn(status) ??
        statusIn(diagnosticCode) ??
        bounceSubType ??
        complaintFeedbackType ??
        complaintSubType ??
        delayType ??
        reason,
      by: kind === 'open' || kind === 'click' ? seenBy(userAgent) : undefined,
      url: kind === 'click' ? link : undefined,
    };
    return reportedEvent(event, known.in);
  });
}

/** The same fact may come by event publishing and as a notification: its id is made of what both say. */
function idOf(parts: readonly unknown[]): string {
  return `ses-${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32)}`;
}

interface Recipient {
  readonly address: unknown;
  readonly status?: unknown;
  readonly diagnosticCode?: unknown;
}

/** Our messages have one; other programs may share the topic. Where nobody is named, it is about the message alone. */
function recipientsOf(given: unknown): readonly Recipient[] {
  const all = Array.isArray(given) ? given.slice(0, MOST_RECIPIENTS) : [];
  if (all.length === 0) return [{ address: undefined }];
  return all.map((one: unknown) => {
    if (typeof one === 'string') return { address: one };
    const { emailAddress, status, diagnosticCode } = part(one);
    return { address: emailAddress, status, diagnosticCode };
  });
}

/** Left everything, or a topic that was not left before. */
function hasLeft({ newTopicPreferences, oldTopicPreferences }: Json): boolean {
  const [before, now] = [part(oldTopicPreferences), part(newTopicPreferences)];
  if (now.unsubscribeAll === true) return true;
  const gone = leftTopics(before);
  return leftTopics(now).some((topic) => !gone.includes(topic));
}

function leftTopics({ topicSubscriptionStatus: given }: Json): readonly unknown[] {
  const all = Array.isArray(given) ? given.slice(0, MOST_RECIPIENTS).map(part) : [];
  return all.filter(({ subscriptionStatus }) => subscriptionStatus === 'OptOut').map(({ topicName }) => topicName);
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

/** What isn't there says nothing. */
function part(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
