import type { Collected, CollectedConsent, IdentifyInput } from '@sintonia/spec';
import { type ContactEvent, readContactEvents } from './contact-event.js';
import { RECORD_ID, referenceTo } from './contact-key.js';
import type { HubSpotSettings } from './hubspot-options.js';
import { everybodyBehind } from './record-people.js';
import { fitsTrait } from './trait-values.js';

/**
 * What a webhook's events mean by themselves. Changes of properties are traits, the newest of each; ways out of e-mail are withdrawals;
 * what the options name is a signal; a privacy deletion is an erasure. All else means nothing, new kinds of events included. Who a
 * record is beside its device, HubSpot has to be asked: see `lookedUpEvents`.
 *
 * @throws SINTONIA_INPUT_INVALID that names the field.
 */
export function collectedEvents(payload: unknown, settings: HubSpotSettings): Collected {
  const inOrder = readContactEvents(payload, settings);
  const signals = new Map(inOrder.flatMap((event) => signalOf(event, settings)).map((signal) => [signal.id, signal]));
  return {
    identities: newestOfEach(inOrder).flatMap((event) => identitiesOf(event, settings)),
    consents: inOrder.flatMap((event) => withdrawalsOf(event, settings, [personOfRecord(event.recordId, settings)])),
    signals: [...signals.values()],
    erasures: inOrder
      .filter(({ kind }) => kind === 'contact.privacyDeletion')
      .flatMap(({ recordId }) => [personOfRecord(recordId, settings), ...everybodyBehind(recordId)]),
  };
}

/** The no of somebody that an event tells, for each id that they have. Not being opted out is no consent. */
export function withdrawalsOf(
  { property = '', value, at }: ContactEvent,
  { subscriptions }: HubSpotSettings,
  people: readonly { userId?: string; anonymousId?: string }[],
): CollectedConsent[] {
  const [isOut, subscription] = /^hs_email_optout(?:_(\d{1,15}))?$/.exec(property) ?? [];
  if (isOut === undefined || value !== 'true') return [];
  const one = subscription === undefined ? undefined : subscriptions.get(subscription);
  const purposes = subscription === undefined ? purposesOfMail(subscriptions) : one === undefined ? [] : [one];
  return purposes.length === 0
    ? []
    : people.map((person) => ({ ...person, purposes, granted: false, at, source: 'hubspot' }));
}

/** What somebody says no to who is out of all mail. */
export function purposesOfMail(subscriptions: HubSpotSettings['subscriptions']): string[] {
  return [...new Set(['marketing', ...subscriptions.values()])];
}

/** Whether this says, and not clears, what the user id is. HubSpot has to be asked whether it still is. */
export function isRenaming({ property, value }: ContactEvent, { idProperty }: HubSpotSettings): boolean {
  return property === idProperty && value !== '' && idProperty !== RECORD_ID;
}

/** What a property says as a trait. As of when: HubSpot delivers again what failed, and an old value must not replace a newer one. */
export function traitsOf({ property = '', value = '', at }: ContactEvent, { traits }: HubSpotSettings) {
  const trait = traits.get(property);
  if (trait === undefined || !fitsTrait(trait, value)) return undefined;
  return { traits: Object.fromEntries([[trait, value === '' ? null : value]]), updatedAt: at };
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
  const person = personOfRecord(event.recordId, settings);
  if (event.kind === 'contact.creation') return [person];
  const told = isRenaming(event, settings) ? undefined : traitsOf(event, settings);
  return told === undefined ? [] : [{ ...person, ...told }];
}

function signalOf({ kind, property, value, id, recordId, at }: ContactEvent, settings: HubSpotSettings) {
  const type = settings.signals.get(property ?? kind);
  if (type === undefined) return [];
  const signal = { ...personOfRecord(recordId, settings), type, timestamp: at };
  if (property === undefined) return [{ ...signal, id }];
  return [{ ...signal, id: `${id}-${property.slice(0, 100)}`, properties: { property, value } }];
}
