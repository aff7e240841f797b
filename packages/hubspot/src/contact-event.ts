import { Fields, invalidInput } from '@sintonia/adapter-kit';
import { readInteger } from '@sintonia/spec';
import { CONTACT_TYPE } from './endpoints.js';

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

/**
 * An event of HubSpot's, in the form of `contact.…` or of `object.…`; `undefined` for those of other objects.
 *
 * @throws SINTONIA_INPUT_INVALID that names the field.
 */
export function readContactEvent(given: unknown, path: string): ContactEvent | undefined {
  const event = new Fields(given, path);
  const kind = kindOf(event);
  if (kind === undefined) return undefined;
  const at = event.read('occurredAt', (value, field) => readInteger(value, field, { min: 0, max: 8.64e15 }));
  const merged = event.has('mergedObjectIds') ? event.read('mergedObjectIds', readRecordIds) : [];
  const [survivor = 'objectId'] =
    kind === 'contact.merge'
      ? ['newObjectId', 'primaryObjectId'].filter((name) => event.given(name) !== undefined)
      : [];
  const recordId = event.read(survivor, readRecordId);
  const numbers = ['eventId', 'subscriptionId'].map((name) => event.read(name, readRecordId));
  const base = { kind, id: ['hubspot', ...numbers, recordId, at].join('-'), recordId, at, merged };
  if (kind !== 'contact.propertyChange') return base;
  return {
    ...base,
    property: event.read('propertyName', readText),
    value: event.optional('propertyValue', readText) ?? '',
  };
}

function kindOf(event: Fields): string | undefined {
  const kind = event.read('subscriptionType', readText);
  if (kind.startsWith('contact.')) return kind;
  const isContact = kind.startsWith('object.') && event.given('objectTypeId') === CONTACT_TYPE;
  return isContact ? `contact.${kind.slice('object.'.length)}` : undefined;
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
