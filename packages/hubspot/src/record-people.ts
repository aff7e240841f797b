import type { JsonObject, PersonReference } from '@sintonia/spec';
import { OPT_OUT } from './contact-event.js';
import { isRecordId, isUserId, RECORD_ID } from './contact-key.js';
import { endpoints } from './endpoints.js';
import { type HubSpotApi, isObject, isRefused, listIn } from './hubspot-api.js';
import type { HubSpotSettings } from './hubspot-options.js';

/** Ids of records that went up in a contact, with ";" between. */
export const MERGED = 'hs_merged_object_ids';
/** Addresses beside the first, with ";" between. */
const FURTHER = 'hs_additional_emails';
/** What HubSpot reads at once where history is asked for. */
const WITH_HISTORY = 50;
const [MOST_IDS, MOST_OTHERS] = [5, 4];

/** Under which user ids the person behind a record may be known to us. */
export interface RecordPeople {
  /** What the record has under `idProperty` now. */
  readonly present?: string | undefined;
  /** What the record has under `idProperty`, and ever had, oldest first. None where the record is the user id. */
  readonly ids: readonly string[];
  /** Further addresses; where records are user ids, those that went up in this one. */
  readonly others: readonly string[];
  /** Since when they are out of all mail, where HubSpot says so. */
  readonly outSince?: number | undefined;
}

/** Asks HubSpot who records are and were. Records that are gone are left out. @throws SINTONIA_PLATFORM_*. */
export async function peopleBehind(
  api: HubSpotApi,
  { idProperty }: Pick<HubSpotSettings, 'idProperty'>,
  recordIds: readonly string[],
  abort?: AbortSignal,
): Promise<ReadonlyMap<string, RecordPeople>> {
  const found = new Map<string, RecordPeople>();
  const ids = [...new Set(recordIds)];
  const properties = [...new Set([idProperty, FURTHER, MERGED])];
  const propertiesWithHistory = [...new Set([idProperty, OPT_OUT])].filter((name) => name !== RECORD_ID);
  for (let from = 0; from < ids.length; from += WITH_HISTORY) {
    const inputs = ids.slice(from, from + WITH_HISTORY).map((id) => ({ id }));
    const body = { inputs, properties, propertiesWithHistory };
    const answer = await api.call({ path: endpoints.readContacts, body, abort }).catch((error: unknown) => {
      if (isRefused(error, 404)) return undefined;
      throw error;
    });
    for (const contact of listIn(answer, 'results')) {
      if (isRecordId(contact.id)) found.set(contact.id, peopleIn(contact, contact.id, idProperty));
    }
  }
  return found;
}

/**
 * The device by which a user id is found when HubSpot names but the record, which may be gone by then. One for each, since a device
 * that two user ids share counts for neither. `undefined` of whom HubSpot does not name, and of more than there is room for.
 */
export function deviceOfId(recordId: string, { ids, others }: RecordPeople, userId: string): string | undefined {
  const [place, other] = [ids.indexOf(userId), others.indexOf(userId)];
  if (place >= 0 && place < MOST_IDS) return `hubspot-${recordId}-${place + 1}`;
  return other >= 0 && other < MOST_OTHERS ? `hubspot-${recordId}-also-${other + 1}` : undefined;
}

/** Who that is, by user id. */
export function allIn({ ids, others }: RecordPeople): { userId: string }[] {
  return [...ids, ...others].map((userId) => ({ userId }));
}

/** Everything by which the people behind a record may be found. */
export function everybodyBehind(recordId: string): PersonReference[] {
  const ids = Array.from({ length: MOST_IDS }, (_, place) => `${place + 1}`);
  const others = Array.from({ length: MOST_OTHERS }, (_, place) => `also-${place + 1}`);
  return [...ids, ...others].map((place) => ({ anonymousId: `hubspot-${recordId}-${place}` }));
}

function peopleIn(contact: Record<string, unknown>, recordId: string, idProperty: string): RecordPeople {
  const properties = isObject(contact.properties) ? (contact.properties as JsonObject) : {};
  const history = isObject(contact.propertiesWithHistory) ? contact.propertiesWithHistory : {};
  const listed = (name: string) => String(properties[name] ?? '').split(';');
  if (idProperty === RECORD_ID) {
    const others = listed(MERGED).filter((id) => isRecordId(id) && id !== recordId);
    return { present: recordId, ids: [], others, outSince: outSince(history) };
  }
  const present = properties[idProperty];
  const values = [...valuesIn(history, idProperty).map(({ value }) => value), present];
  const ids = [...new Set(values.filter(isUserId))];
  const further = idProperty === 'email' ? listed(FURTHER) : [];
  const others = further.filter((address) => isUserId(address) && !ids.includes(address));
  return { present: isUserId(present) ? present : undefined, ids, others, outSince: outSince(history) };
}

function outSince(history: Record<string, unknown>): number | undefined {
  const last = valuesIn(history, OPT_OUT).at(-1);
  return last?.value === 'true' ? last.at : undefined;
}

/** Oldest first. */
function valuesIn(history: Record<string, unknown>, name: string): { value: unknown; at: number }[] {
  const values = listIn(history, name).map(({ value, timestamp }) => ({ value, at: Date.parse(String(timestamp)) }));
  return values.filter(({ at }) => !Number.isNaN(at)).sort((one, other) => one.at - other.at);
}
