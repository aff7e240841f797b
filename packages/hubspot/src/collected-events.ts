import { type Collected, type CollectedConsent, type IdentifyInput, SintoniaError } from '@sintonia/spec';
import { type ContactEvent, readContactEvent } from './contact-event.js';
import { RECORD_ID, referenceTo } from './contact-key.js';
import type { HubSpotSettings } from './hubspot-options.js';

/** HubSpot sends at most a hundred events at once. */
const MOST = 1000;

/**
 * What a webhook's events mean. Changes of properties are traits, the newest of each; ways out of e-mail are withdrawals; what the
 * options name is a signal; a privacy deletion is an erasure. All else means nothing, new kinds of events included.
 *
 * @throws SINTONIA_INPUT_INVALID that names the field.
 */
export function collectedEvents(payload: unknown, settings: HubSpotSettings): Collected {
  if (!Array.isArray(payload) || payload.length > MOST) {
    throw new SintoniaError('INPUT_INVALID', `body must be a list of at most ${MOST}.`, { field: 'body' });
  }
  const events = new Map<string, ContactEvent>();
  // By index, so that a hole is seen.
  for (let index = 0; index < payload.length; index++) {
    const event = readContactEvent(payload[index], `[${index}]`);
    if (event) events.set(`${event.id} ${event.kind} ${event.property}`, event);
  }
  const inOrder = [...events.values()].sort((one, other) => one.at - other.at);
  const signals = new Map(inOrder.flatMap((event) => signalOf(event, settings)).map((signal) => [signal.id, signal]));
  return {
    identities: newestOfEach(inOrder).flatMap((event) => identitiesOf(event, settings)),
    consents: inOrder.flatMap((event) => withdrawalOf(event, settings)),
    signals: [...signals.values()],
    erasures: inOrder
      .filter(({ kind }) => kind === 'contact.privacyDeletion')
      .map(({ recordId }) => personOfRecord(recordId, settings)),
  };
}

/** Of changes to the same property only the last. */
function newestOfEach(inOrder: readonly ContactEvent[]): readonly ContactEvent[] {
  const keyOf = ({ id, recordId, property }: ContactEvent) => (property === undefined ? id : `${recordId} ${property}`);
  const newest = new Map(inOrder.map((event) => [keyOf(event), event]));
  return inOrder.filter((event) => newest.get(keyOf(event)) === event);
}

function personOfRecord(recordId: string, { idProperty }: HubSpotSettings) {
  return referenceTo(recordId, idProperty === RECORD_ID ? recordId : undefined);
}

function identitiesOf(event: ContactEvent, settings: HubSpotSettings): IdentifyInput[] {
  const { kind, recordId, property, value = '', merged, at } = event;
  const person = personOfRecord(recordId, settings);
  if (kind === 'contact.creation') return [person];
  if (kind === 'contact.merge') {
    // Without a user id there is nobody for whom the old record could count; a backfill tells.
    const { userId } = person;
    return userId === undefined ? [] : merged.map((old) => referenceTo(old, userId));
  }
  if (property === undefined) return [];
  const trait = settings.traits.get(property);
  const named = property === settings.idProperty ? referenceTo(recordId, value) : person;
  if (trait === undefined) return named.userId === undefined || named === person ? [] : [named];
  // HubSpot delivers again what failed, hours later: an old value must not replace a newer one.
  return [{ ...named, traits: Object.fromEntries([[trait, value === '' ? null : value]]), updatedAt: at }];
}

/** Not being opted out is no consent: only the no of such properties is taken. */
function withdrawalOf({ property = '', value, at, recordId }: ContactEvent, settings: HubSpotSettings) {
  const [, subscription] = /^hs_email_optout(?:_(\d{1,15}))?$/.exec(property) ?? [];
  if (!property.startsWith('hs_email_optout') || value !== 'true') return [];
  const { subscriptions } = settings;
  const one = subscription === undefined ? undefined : subscriptions.get(subscription);
  const purposes = subscription === undefined ? [...new Set(['marketing', ...subscriptions.values()])] : [one];
  const known = purposes.filter((purpose) => purpose !== undefined);
  if (known.length === 0) return [];
  const person = personOfRecord(recordId, settings);
  return [{ ...person, purposes: known, granted: false, at, source: 'hubspot' } satisfies CollectedConsent];
}

function signalOf({ kind, property, value, id, recordId, at }: ContactEvent, settings: HubSpotSettings) {
  const type = settings.signals.get(property ?? kind);
  if (type === undefined) return [];
  const signal = { ...personOfRecord(recordId, settings), type, timestamp: at };
  if (property === undefined) return [{ ...signal, id }];
  return [{ ...signal, id: `${id}-${property.slice(0, 100)}`, properties: { property, value } }];
}
