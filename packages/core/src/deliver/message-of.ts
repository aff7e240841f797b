import type { Message } from '@sintonia/spec';
import type { UnsubscribeSettings } from '../privacy/unsubscribe/read-unsubscribe.js';
import { wayOutOf } from '../privacy/unsubscribe/way-out-of.js';
import type { OutboxRow } from './outbox-row.js';

/** What a dispatcher gets of a message in the outbox. @param unsubscribe how people leave, if that is set up. */
export function messageOf(row: OutboxRow, unsubscribe: UnsubscribeSettings | undefined): Message {
  const { sendKey, channel, campaign, locale, decision, to, content } = row as Required<OutboxRow>;
  const wayOut = wayOutOf(decision, sendKey, unsubscribe);
  const { purpose } = decision;
  return { sendKey, channel, to, campaign, purpose, locale, content, ...(wayOut && { unsubscribe: wayOut }) };
}
