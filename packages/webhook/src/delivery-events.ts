import {
  assertIdentifier,
  type DeliveryEvent,
  deliveryEventKinds,
  parseJson,
  readMoment,
  readObject,
  readOneOf,
  SintoniaError,
} from '@sintonia/spec';

const MOST = 200;

/**
 * Events of deliveries in our own form: `{ "events": [{ "id", "kind", "at", "sendKey" or "providerId", … }] }`, at most 200.
 * `at` is an ISO 8601 text or milliseconds since 1970.
 *
 * @throws SINTONIA_INPUT_INVALID and the bounds of `parseJson`; `field` names the value.
 */
export function deliveryEvents(body: Uint8Array): readonly DeliveryEvent[] {
  const { events } = readObject(parseJson(body), 'body');
  if (!Array.isArray(events) || events.length > MOST) {
    const message = `events must be a list of at most ${MOST}.`;
    throw new SintoniaError('INPUT_INVALID', message, { field: 'events' });
  }
  return events.map((event, index) => deliveryEvent(event, `events[${index}]`));
}

function deliveryEvent(given: unknown, path: string): DeliveryEvent {
  const { id, kind, at, by, ...texts } = readObject(given, path);
  assertIdentifier(id, `${path}.id`);
  const event = { id, kind: readOneOf(kind, `${path}.kind`, deliveryEventKinds), at: readMoment(at, `${path}.at`) };
  const rest: Partial<Record<'sendKey' | 'providerId' | 'to' | 'because' | 'url', string>> = {};
  for (const name of ['sendKey', 'providerId', 'to', 'because', 'url'] as const) {
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (text === undefined) continue;
    // Addresses of links are longer than any identifier.
    if (name === 'url' && typeof text === 'string' && text.length <= 4000) rest.url = text;
    else {
      assertIdentifier(text, `${path}.${name}`);
      rest[name] = text;
    }
  }
  if (rest.sendKey === undefined && rest.providerId === undefined && rest.to === undefined) {
    const field = `${path}.sendKey`;
    throw new SintoniaError('INPUT_INVALID', `${field}, providerId or to must say which message.`, { field });
  }
  if (by === undefined) return { ...event, ...rest };
  return { ...event, ...rest, by: readOneOf(by, `${path}.by`, ['human', 'machine']) };
}
