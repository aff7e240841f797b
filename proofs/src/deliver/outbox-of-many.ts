import type { Campaign, Profile, Store } from '@sintonia/spec';
import { postgres } from '@sintonia/store-postgres';
import { sqlite } from '@sintonia/store-sqlite';

/** A process that is stopped for longer loses what it has claimed. */
export const CLAIM_MS = 400;

export const addressOf = ({ person }: Profile): string => person;

const note: Campaign = { channel: 'note', purpose: 'service', picks: 0, compose: () => ({ text: 'Hello' }) };

export const campaigns = { note };

/** @param place the address of a database, or the path of a file. */
export function storeAt(place: string): Store {
  return place.startsWith('postgres:') ? postgres(place) : sqlite(place);
}
