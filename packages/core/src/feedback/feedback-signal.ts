import { createHash } from 'node:crypto';
import type { DeliveryEvent, DeliveryEventKind, JsonObject, Signal } from '@sintonia/spec';
import type { MatchedMessage } from './message-finder.js';

/** What the person did. What their mail server did is no signal: it would make them look active whenever they are written to. */
const typeOf: { readonly [Kind in DeliveryEventKind]?: string } = {
  open: 'Message Opened',
  click: 'Message Clicked',
  complaint: 'Message Complained',
  unsubscribe: 'Message Unsubscribed',
};

/** Reading a message is nobody's business who did not agree to such signals. Undefined for what is kept in any case. */
export function readingTypeOf(kind: DeliveryEventKind): string | undefined {
  return kind === 'open' || kind === 'click' ? typeOf[kind] : undefined;
}

/** A report as a signal, where it is something that the person did, as far as anybody knows. Its id follows from the report's, so that coming twice does no harm. */
export function feedbackSignal({ person, row }: MatchedMessage, event: DeliveryEvent, now: number): Signal | undefined {
  const type = typeOf[event.kind];
  if (type === undefined || event.by === 'machine') return undefined;
  const { sendKey, campaign, channel } = row;
  const properties: JsonObject = {
    sendKey,
    campaign,
    // By its channel, a signal counts as an answer: a complaint is none.
    ...((event.kind === 'open' || event.kind === 'click') && { channel }),
    ...(event.url !== undefined && urlIn(event.url)),
  };
  const id = createHash('sha256')
    .update(JSON.stringify([sendKey, event.kind, event.id]))
    .digest('hex')
    .slice(0, 32);
  return { id: `feedback-${id}`, type, person, timestamp: event.at, receivedAt: now, properties };
}

/** Where a link leads, without what may say who follows it. */
function urlIn(text: string): { readonly url?: string } {
  if (!URL.canParse(text)) return {};
  const { protocol, host, pathname } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? { url: `${protocol}//${host}${pathname}` } : {};
}
