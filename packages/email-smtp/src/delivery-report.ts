import { type DeliveryEventKind, SintoniaError } from '@sintonia/spec';
import { fieldsOf, firstOf } from './mime-part.js';
import type { ReportedFate } from './reported-fate.js';

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
