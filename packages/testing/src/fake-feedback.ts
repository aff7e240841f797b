import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  assertIdentifier,
  type ChannelDispatcher,
  type DeliveryEvent,
  deliveryEventKinds,
  parseJson,
  readMoment,
  readObject,
  readOneOf,
  SintoniaError,
  type WebhookRequest,
} from '@sintonia/spec';

/** What a pretended provider can do beside taking messages. */
export interface FakeFeedback extends Required<Pick<ChannelDispatcher, 'verify' | 'parseFeedback' | 'shakeHands'>> {
  /** A webhook with these events, signed as this provider signs. @param receivedAt default: the latest event's moment. */
  report(events: readonly DeliveryEvent[], receivedAt?: number): WebhookRequest;
  /** A webhook that asks to confirm the subscription, and reports nothing. */
  handshake(receivedAt?: number): WebhookRequest;
  /** How often such a request was confirmed. */
  readonly handshakes: number;
}

const HEADER = 'x-fake-signature';
const TEXTS = ['sendKey', 'providerId', 'to', 'because', 'url'] as const;

/** Webhooks whose body is `{ events: DeliveryEvent[] }` or `{ confirm: true }`, signed by HMAC-SHA-256 over the body. */
export function fakeFeedback(name: string, secret: string): FakeFeedback {
  const signatureOf = (body: Uint8Array) => Buffer.from(createHmac('sha256', secret).update(body).digest('base64'));
  let handshakes = 0;

  function signed(payload: object, receivedAt: number): WebhookRequest {
    const rawBody = Buffer.from(JSON.stringify(payload));
    const headers = { 'content-type': 'application/json', [HEADER]: signatureOf(rawBody).toString() };
    return { method: 'POST', url: `https://example.com/webhooks/${name}`, headers, rawBody, receivedAt };
  }

  return {
    async verify({ headers, rawBody }) {
      const expected = signatureOf(rawBody);
      const given = Buffer.from(headers[HEADER] ?? '');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new SintoniaError('WEBHOOK_UNVERIFIED', 'The webhook could not be verified.');
      }
    },
    parseFeedback({ rawBody }) {
      const { events } = readObject(parseJson(rawBody), 'body');
      if (!Array.isArray(events))
        throw new SintoniaError('INPUT_INVALID', 'events must be a list.', { field: 'events' });
      return events.map((event, index) => eventIn(event, `events[${index}]`));
    },
    async shakeHands({ rawBody }) {
      const { confirm } = readObject(parseJson(rawBody), 'body');
      if (confirm === true) handshakes++;
      return confirm === true;
    },
    report: (events, receivedAt = Math.max(0, ...events.map(({ at }) => at))) => signed({ events }, receivedAt),
    handshake: (receivedAt = 0) => signed({ confirm: true }, receivedAt),
    get handshakes() {
      return handshakes;
    },
  };
}

function eventIn(input: unknown, path: string): DeliveryEvent {
  const fields = readObject(input, path);
  const { id, by } = fields;
  assertIdentifier(id, `${path}.id`);
  const texts: Partial<Record<(typeof TEXTS)[number], string>> = {};
  for (const text of TEXTS) {
    const value = fields[text];
    if (value === undefined) continue;
    assertIdentifier(value, `${path}.${text}`);
    texts[text] = value;
  }
  return {
    id,
    kind: readOneOf(fields.kind, `${path}.kind`, deliveryEventKinds),
    at: readMoment(fields.at, `${path}.at`),
    ...texts,
    ...(by !== undefined && { by: readOneOf(by, `${path}.by`, ['human', 'machine']) }),
  };
}
