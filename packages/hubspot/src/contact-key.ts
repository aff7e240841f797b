import { isIdentifier, type PersonReference } from '@sintonia/spec';
import type { HubSpotSettings } from './hubspot-options.js';

/** HubSpot's own id of a contact, where a property may be chosen. */
export const RECORD_ID = 'hs_object_id';

const RECORD = /^hubspot-(\d{1,20})$/;

/** How HubSpot finds a contact: by a property, or (without) by the record's own id. */
export interface ContactKey {
  readonly id: string;
  readonly idProperty?: string;
}

/**
 * The contact that a person is there. Known people are found by `idProperty`; who came from HubSpot and is known by nothing else,
 * by the record. `undefined` for visitors, and for whom HubSpot could not know (a user id that is no address, where it should be).
 */
export function contactKey(
  { userId, anonymousId }: PersonReference,
  { idProperty }: Pick<HubSpotSettings, 'idProperty'>,
): ContactKey | undefined {
  if (typeof userId === 'string' && idProperty === RECORD_ID) return isRecordId(userId) ? { id: userId } : undefined;
  if (typeof userId === 'string') return isPossible(userId, idProperty) ? { id: userId, idProperty } : undefined;
  const id = RECORD.exec(anonymousId ?? '')?.[1];
  return id === undefined ? undefined : { id };
}

/**
 * Who a contact is to us. The record counts as a device of the person (`hubspot-` and its id): so events that name the record only
 * find the person, whatever their user id.
 *
 * @param userId what the contact has under `idProperty`, where that is known.
 */
export function referenceTo(recordId: string, userId?: unknown): { userId?: string; anonymousId: string } {
  const anonymousId = `hubspot-${recordId}`;
  return isUserId(userId) ? { userId, anonymousId } : { anonymousId };
}

export function isUserId(value: unknown): value is string {
  return isIdentifier(value) && !value.startsWith('~');
}

export function isRecordId(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,20}$/.test(value);
}

function isPossible(userId: string, idProperty: string): boolean {
  return idProperty !== 'email' || /^[^\s@]+@[^\s@]+$/.test(userId);
}
