import {
  assertIdentifier,
  bounds,
  type DeliveryEvent,
  type DeliveryEventKind,
  isIdentifier,
  type JsonValue,
  parseJson,
  readMoment,
} from '@sintonia/spec';

/** What a provider's payload says of one event, unchecked. Members as in {@link DeliveryEvent}. */
export interface ReportedEvent {
  readonly id: unknown;
  readonly kind: DeliveryEventKind;
  readonly at: unknown;
  readonly sendKey?: unknown;
  readonly providerId?: unknown;
  readonly to?: unknown;
  readonly by?: 'human' | 'machine' | undefined;
  readonly because?: unknown;
  readonly url?: unknown;
}

const LONGEST_URL = 2_048;
/** What a provider sends at once is long and wide, but never deep. */
const MOST_KEYS = 100_000;
/** A code or a few words. Anything else may be about a person. */
const word = /^[A-Za-z\d][\w .:-]{0,79}$/;

/** The JSON of a report: as `parseJson`, but with 100,000 keys, since it may be about many messages. */
export function parseReport(body: Uint8Array): JsonValue {
  return parseJson(body, { ...bounds, keys: MOST_KEYS });
}

/**
 * An event, checked. What is only there to help, and is no use, is left out.
 *
 * @param path of the event in the payload, for the error.
 * @throws SINTONIA_INPUT_INVALID that names `id` or `at`.
 */
export function reportedEvent({ id, kind, at, ...rest }: ReportedEvent, path: string): DeliveryEvent {
  const { sendKey, providerId, to, by, because, url } = rest;
  assertIdentifier(id, `${path}.id`);
  return {
    id,
    kind,
    at: readMoment(at, `${path}.at`),
    ...(isIdentifier(sendKey) && { sendKey }),
    ...(isIdentifier(providerId) && { providerId }),
    ...(isIdentifier(to) && { to }),
    ...(by !== undefined && { by }),
    ...(typeof because === 'string' && word.test(because) && { because }),
    ...(typeof url === 'string' && url.length <= LONGEST_URL && { url }),
  };
}

/** The enhanced status (RFC 3463) in what a mail server said, such as `5.1.1`. */
export function statusIn(diagnosis: unknown): string | undefined {
  return typeof diagnosis === 'string' ? /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(diagnosis)?.[0] : undefined;
}
