import { createHash } from 'node:crypto';
import { headerOf } from '@sintonia/adapter-kit';
import { parseReport, reportedEvent, seenBy, statusIn } from '@sintonia/adapter-kit/mail';
import {
  type DeliveryEvent,
  type DeliveryEventKind,
  readObject,
  SintoniaError,
  type WebhookRequest,
} from '@sintonia/spec';
import { SEND_KEY } from './postmark-email.js';

type Json = Record<string, unknown>;

/** What Postmark calls a bounce and is none, or means something else. All others are soft, but for those of bad addresses. */
const bounces: Readonly<Record<string, DeliveryEventKind | undefined>> = {
  HardBounce: 'hardBounce',
  BadEmailAddress: 'hardBounce',
  // Postmark goes on trying.
  Transient: 'deferred',
  SpamComplaint: 'complaint',
  Unsubscribe: 'unsubscribe',
  // Answers of people and machines to a mail that has arrived.
  Subscribe: undefined,
  AutoResponder: undefined,
  AddressChange: undefined,
  ChallengeVerification: undefined,
};

const kinds: Readonly<Record<string, (report: Json) => DeliveryEventKind | undefined>> = {
  Delivery: () => 'delivered',
  Bounce: ({ Type }) => (typeof Type === 'string' && Object.hasOwn(bounces, Type) ? bounces[Type] : 'softBounce'),
  SpamComplaint: () => 'complaint',
  Open: () => 'open',
  Click: () => 'click',
  SubscriptionChange: suppressed,
};

/** Only what people asked for: that we put somebody on the list ourselves is no news of them. */
function suppressed({ SuppressSending, SuppressionReason: reason, Origin }: Json): DeliveryEventKind | undefined {
  if (SuppressSending !== true) return undefined;
  if (reason === 'HardBounce') return 'hardBounce';
  if (reason === 'SpamComplaint') return 'complaint';
  return Origin === 'Recipient' ? 'unsubscribe' : undefined;
}

/** Stands where there is no message, such as for a change made by hand. */
const NO_MESSAGE = '00000000-0000-0000-0000-000000000000';

/**
 * The event of a webhook of Postmark's; none for what is nothing to us.
 *
 * @throws SINTONIA_INPUT_INVALID and the bounds of `parseJson`; `field` names the value.
 */
export function postmarkEvents({ headers, rawBody }: WebhookRequest): readonly DeliveryEvent[] {
  const report = readObject(parseReport(rawBody), 'body');
  const { RecordType, MessageID, Metadata, Recipient, Email, Type, Details, UserAgent, OriginalLink } = report;
  if (typeof RecordType !== 'string') {
    throw new SintoniaError('INPUT_INVALID', 'RecordType must be a text.', { field: 'RecordType' });
  }
  const kind = Object.hasOwn(kinds, RecordType) ? kinds[RecordType]?.(report) : undefined;
  if (kind === undefined) return [];
  const { DeliveredAt, BouncedAt, ReceivedAt, ChangedAt } = report;
  const seen = RecordType === 'Open' || RecordType === 'Click';
  const event = {
    // The same at every repetition. Opens and clicks have no id of their own.
    id: headerOf(headers, 'x-pm-webhook-trace-id') ?? createHash('sha256').update(rawBody).digest('hex').slice(0, 32),
    kind,
    at: DeliveredAt ?? BouncedAt ?? ReceivedAt ?? ChangedAt,
    sendKey: typeof Metadata === 'object' && Metadata !== null ? (Metadata as Json)[SEND_KEY] : undefined,
    providerId: MessageID === NO_MESSAGE ? undefined : MessageID,
    to: Recipient ?? Email,
    because: seen ? undefined : (statusIn(Details) ?? Type),
    by: seen ? seenBy(UserAgent) : undefined,
    url: seen ? OriginalLink : undefined,
  };
  return [reportedEvent(event, 'body')];
}
