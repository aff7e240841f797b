import type { Collected, CollectedConsent, IdentifyInput } from '@sintonia/spec';
import { isRenaming, traitsOf, withdrawalsOf } from './collected-events.js';
import { type ContactEvent, OPT_OUT, readContactEvents } from './contact-event.js';
import { RECORD_ID, referenceTo } from './contact-key.js';
import type { HubSpotApi } from './hubspot-api.js';
import type { HubSpotSettings } from './hubspot-options.js';
import { allIn, deviceOfId, peopleBehind, type RecordPeople } from './record-people.js';

/**
 * What events mean once HubSpot has said who their records are and were: a new address is tied to its record, and a no holds for every
 * address that the contact has or had. Nothing is told of a record that is gone: a late event must not bring back who was deleted.
 *
 * @throws SINTONIA_INPUT_INVALID, SINTONIA_PLATFORM_*.
 */
export async function lookedUpEvents(
  api: HubSpotApi,
  settings: HubSpotSettings,
  payload: unknown,
  abort: AbortSignal,
): Promise<Collected> {
  const events = readContactEvents(payload, settings);
  const isAsked = (event: ContactEvent) =>
    isRenaming(event, settings) || event.kind === 'contact.merge' || event.property?.startsWith(OPT_OUT);
  const asking = events.filter(isAsked);
  const behind = await peopleBehind(
    api,
    settings,
    asking.map(({ recordId }) => recordId),
    abort,
  );
  const identities: IdentifyInput[] = [];
  const consents: CollectedConsent[] = [];
  for (const event of asking) {
    const people = behind.get(event.recordId);
    if (people === undefined) continue;
    const tied = event.kind === 'contact.merge' ? merging : renaming;
    identities.push(...tied(event, people, settings).map((each) => ({ ...each, updatedAt: event.at })));
    consents.push(...withdrawalsOf(event, settings, allIn(people)));
  }
  return { identities, consents };
}

function renaming(event: ContactEvent, people: RecordPeople, settings: HubSpotSettings): IdentifyInput[] {
  const { recordId, value: userId = '' } = event;
  if (!isRenaming(event, settings) || !people.ids.includes(userId)) return [];
  const own = { ...traitsOf(event, settings), userId, anonymousId: deviceOfId(recordId, people, userId) };
  // The record's own device goes with who it is now.
  return people.present === userId ? [own, referenceTo(recordId, userId)] : [own];
}

/**
 * Two known people stay two to an engine. Each is tied to the surviving record, so that a no or a deletion there is of all of them; where
 * only one was known, what the old records did counts for them.
 */
function merging({ recordId, merged }: ContactEvent, people: RecordPeople, { idProperty }: HubSpotSettings) {
  const own = people.others.map((userId) => ({ userId, anonymousId: deviceOfId(recordId, people, userId) }));
  return [...own, ...oldRecords(recordId, merged, people, idProperty)];
}

/** Devices of records that went up in another, where these can have been nobody else's. */
export function oldRecords(recordId: string, merged: readonly string[], people: RecordPeople, idProperty: string) {
  const [only, ...more] = allIn(people);
  if (only === undefined || more.length > 0 || idProperty === RECORD_ID) return [];
  return merged.filter((old) => old !== recordId).map((old) => referenceTo(old, only.userId));
}
