import {
  assertIdentifier,
  type DeliveryEvent,
  type DeliveryEventKind,
  FUTURE_TOLERANCE,
  isIdentifier,
  readMoment,
  readObject,
  readOneOf,
  SintoniaError,
} from '@sintonia/spec';

const KINDS = Object.keys({
  accepted: true,
  delivered: true,
  deferred: true,
  softBounce: true,
  hardBounce: true,
  complaint: true,
  open: true,
  click: true,
  unsubscribe: true,
} satisfies Record<DeliveryEventKind, true>) as DeliveryEventKind[];

const LONGEST_URL = 2_048;

/**
 * What a dispatcher has read from a report, checked like anything from outside. What is only there to help, and is no use, is left out.
 *
 * @throws SINTONIA_INPUT_INVALID, SINTONIA_SIGNAL_TIMESTAMP_FUTURE that names the field.
 */
export function readDeliveryEvent(input: unknown, path: string, now: number): DeliveryEvent {
  const { id, kind, at: happened, sendKey, providerId, to, by, because, url } = readObject(input, path);
  assertIdentifier(id, `${path}.id`);
  const at = readMoment(happened, `${path}.at`);
  if (at > now + FUTURE_TOLERANCE) {
    throw new SintoniaError('SIGNAL_TIMESTAMP_FUTURE', `${path}.at lies in the future.`, { field: `${path}.at` });
  }
  return {
    id,
    kind: readOneOf(kind, `${path}.kind`, KINDS),
    at,
    ...(isIdentifier(sendKey) && { sendKey }),
    ...(isIdentifier(providerId) && { providerId }),
    ...(isIdentifier(to) && { to }),
    ...((by === 'human' || by === 'machine') && { by }),
    // A careless provider's word may hold the address.
    ...(isIdentifier(because) && !because.includes('@') && { because }),
    ...(typeof url === 'string' && url.length <= LONGEST_URL && { url }),
  };
}
