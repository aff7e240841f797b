import { SintoniaError } from '@sintonia/spec';
import { fieldsOf, firstOf } from './mime-part.js';
import type { ReportedFate } from './reported-fate.js';

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
