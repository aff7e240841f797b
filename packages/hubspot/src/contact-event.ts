import { Fields, invalidInput } from '@sintonia/adapter-kit';
import { readInteger, SintoniaError } from '@sintonia/spec';
import { CONTACT_TYPE } from './endpoints.js';
import type { HubSpotSettings } from './hubspot-options.js';

/** One event of a webhook about a contact, checked. */
export interface ContactEvent {
  /** Such as `contact.propertyChange`. */
  readonly kind: string;
  /** The same at every delivery. HubSpot's `eventId` alone may occur twice. */
  readonly id: string;
  /** Of the contact's record. */
  readonly recordId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly property?: string;
  /** What the property is now; empty where it was cleared. */
  readonly value?: string;
  /** Records that went up in this one. */
  readonly merged: readonly string[];
}

/** HubSpot sends at most a hundred events at once. */
const MOST = 1000;

const meaningful = ['creation', 'merge', 'privacyDeletion', 'propertyChange'].map((kind) => `contact.${kind}`);

/**
 * The events of a webhook that mean something to us, each once, oldest first. One that can't be read is left out, so that it costs no
 * other; but where it is, or may be, somebody's no or wish to be forgotten, the whole webhook is refused, to come again and be seen.
 *
 * @throws SINTONIA_INPUT_INVALID that names the field.
 */
export function readContactEvents(payload: unknown, settings: Pick<HubSpotSettings, 'signals'>): ContactEvent[] {
  if (!Array.isArray(payload) || payload.length > MOST) {
    throw new SintoniaError('INPUT_INVALID', `body must be a list of at most ${MOST}.`, { field: 'body' });
  }
  const events = new Map<string, ContactEvent>();
  // By index, so that a hole is seen.
  for (let index = 0; index < payload.length; index++) {
    const given = new Fields(payload[index], `[${index}]`);
    const kind = kindOf(given);
    // Before anything else is read: other kinds have other members.
    if (kind === undefined || !(meaningful.includes(kind) || settings.signals.has(kind))) continue;
    const property = kind === 'contact.propertyChange' ? given.read('propertyName', readText) : undefined;
    const isPrivate = kind === 'contact.privacyDeletion' || property?.startsWith(OPT_OUT);
    try {
      const event = readEvent(given, kind, property);
      events.set(`${event.id} ${kind} ${property}`, event);
    } catch (error) {
      if (isPrivate) throw error;
    }
  }
  return [...events.values()].sort((one, other) => one.at - other.at);
}

/** Out of all mail; with "_" and the id of a subscription type, out of this. */
export const OPT_OUT = 'hs_email_optout';

function kindOf(event: Fields): string | undefined {
  const kind = event.read('subscriptionType', readText);
  if (kind.startsWith('contact.')) return kind;
  const isContact = kind.startsWith('object.') && event.given('objectTypeId') === CONTACT_TYPE;
  return isContact ? `contact.${kind.slice('object.'.length)}` : undefined;
}

function readEvent(event: Fields, kind: string, property: string | undefined): ContactEvent {
  const at = event.read('occurredAt', (value, field) => readInteger(value, field, { min: 0, max: 8.64e15 }));
  const isMerge = kind === 'contact.merge';
  const merged = isMerge && event.has('mergedObjectIds') ? event.read('mergedObjectIds', readRecordIds) : [];
  const places = isMerge ? ['newObjectId', 'primaryObjectId'] : ['objectId', 'fromObjectId'];
  const recordId = event.read(places.find((name) => event.given(name) !== undefined) ?? 'objectId', readRecordId);
  const numbers = ['eventId', 'subscriptionId'].map((name) => event.read(name, readRecordId));
  const base = { kind, id: ['hubspot', ...numbers, recordId, at].join('-'), recordId, at, merged };
  return property === undefined ? base : { ...base, property, value: event.optional('propertyValue', readText) ?? '' };
}

/** Ids come as numbers, and as texts where they outgrow these. */
function readRecordId(value: unknown, field: string): string {
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) return value;
  return String(readInteger(value, field, { min: 0, max: Number.MAX_SAFE_INTEGER }));
}

function readRecordIds(value: unknown, field: string): string[] {
  if (!Array.isArray(value)) throw invalidInput(field, 'must be a list');
  return value.map((id, index) => readRecordId(id, `${field}[${index}]`));
}

function readText(value: unknown, field: string): string {
  // 65,536 is the most that HubSpot's own texts hold.
  if (typeof value === 'string' && value.length <= 65_536 && value.isWellFormed()) return value;
  throw invalidInput(field, 'must be a text');
}
