import { type DeliveryEventKind, SintoniaError } from '@sintonia/spec';
import { fieldsOf, firstOf } from './mime-part.js';

/** What a report says of the one message that it is about. */
export interface ReportedFate {
  readonly kind: DeliveryEventKind;
  /** A status such as `5.1.1`, or the word for a complaint. */
  readonly because: string;
  /** When, as the report writes it. */
  readonly date?: string | undefined;
}

/** Reports that are not about what somebody thinks of the message. */
const noComplaint = ['not-spam', 'auth-failure', 'dmarc'];

/**
 * What a `message/feedback-report` (RFC 5965) says. Types that nobody has told us of count as complaints, as the RFC asks.
 *
 * @throws SINTONIA_INPUT_INVALID that names `Feedback-Type`.
 */
export function complaintIn(body: string): ReportedFate | undefined {
  const type = firstOf(fieldsOf(body.replace(/^\n+/, '')), 'feedback-type')?.toLowerCase();
  if (type === undefined || !/^[a-z][a-z-]{0,39}$/.test(type)) {
    throw new SintoniaError('INPUT_INVALID', 'Feedback-Type must be a word such as abuse.', { field: 'Feedback-Type' });
  }
  if (noComplaint.includes(type)) return undefined;
  return { kind: type.startsWith('opt-out') ? 'unsubscribe' : 'complaint', because: type };
}

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

/**
 * What a `message/delivery-status` (RFC 3464) says of its first recipient; our messages have one only.
 *
 * @throws SINTONIA_INPUT_INVALID that names `Action` or `Status`.
 */
export function deliveryIn(body: string): ReportedFate {
  const groups = body
    .split(/\n{2,}/)
    .slice(0, 50)
    .map((block) => fieldsOf(block.replace(/^\n+/, '')));
  const recipient = groups.find((fields) => firstOf(fields, 'action') !== undefined) ?? [];
  const action = actions.find((word) => word === firstOf(recipient, 'action')?.toLowerCase());
  if (action === undefined) throw invalid('Action', `must be one of ${actions.join(', ')}`);
  // Some servers explain the status behind it.
  const status = /^([245]\.\d{1,3}\.\d{1,3})(?!\S)/.exec(firstOf(recipient, 'status') ?? '')?.[1];
  if (status === undefined) throw invalid('Status', 'must be a status such as 5.1.1');
  return { kind: kindOf(action, status), because: status, date: firstOf(recipient, 'last-attempt-date') };
}

/** What is final, but about something other than the address: a mailbox that is full, the sender, size, loops, time, policy. */
const notTheAddress = /^5\.(?:1\.[78]|2\.[23]|4\.[67]|[3567]\.\d+)$/;

function kindOf(action: (typeof actions)[number], status: string): DeliveryEventKind {
  if (action === 'delayed') return 'deferred';
  if (action === 'delivered') return 'delivered';
  // Handed on to a place that reports nothing.
  if (action === 'relayed' || action === 'expanded') return 'accepted';
  return status.startsWith('5') && !notTheAddress.test(status) ? 'hardBounce' : 'softBounce';
}

function invalid(field: string, must: string): SintoniaError {
  return new SintoniaError('INPUT_INVALID', `${field} ${must}.`, { field });
}
