import {
  type BackfillPage,
  type BackfillRequest,
  type CollectedConsent,
  type IdentifyInput,
  type JsonValue,
  readInteger,
  readObject,
  SintoniaError,
} from '@sintonia/spec';
import { isRecordId, RECORD_ID, referenceTo } from './contact-key.js';
import { BATCH, endpoints } from './endpoints.js';
import { type HubSpotApi, isObject, listIn } from './hubspot-api.js';
import type { HubSpotSettings } from './hubspot-options.js';
import { statusesOf } from './subscriptions.js';

/** Ids of records that went up in a contact, with ";" between. */
const MERGED = 'hs_merged_object_ids';

interface Place {
  /** The record of the last contact that was read. */
  readonly after: string;
  readonly done: number;
}

/**
 * Contacts that changed since a moment, in the order of their records' ids. Each page asks for what lies behind the last id: a search
 * shows 10,000 results, and this one never looks past its first page, loses nobody who is changed meanwhile, and its checkpoint never
 * runs out.
 *
 * @throws SINTONIA_INPUT_INVALID (`checkpoint`), SINTONIA_PLATFORM_*.
 */
export async function* contactHistory(
  api: HubSpotApi,
  settings: HubSpotSettings,
  { since, checkpoint, abort }: BackfillRequest,
): AsyncGenerator<BackfillPage> {
  let place = readPlace(checkpoint);
  while (!abort.aborted) {
    const answer = await api.call({ path: endpoints.searchContacts, body: search(settings, since, place), abort });
    const contacts = listIn(answer, 'results').filter(({ id }) => isRecordId(id));
    const total = isObject(answer) && typeof answer.total === 'number' ? answer.total : contacts.length;
    const last = contacts.at(-1)?.id as string | undefined;
    if (last === undefined) return;
    if (BigInt(last) <= BigInt(place.after)) throw outOfOrder();
    place = { after: last, done: place.done + contacts.length };
    const consents = await consentsOf(api, settings, contacts, abort);
    const left = Math.max(0, total - contacts.length);
    yield {
      identities: contacts.flatMap((contact) => identitiesOf(contact, settings)),
      consents,
      checkpoint: { ...place },
      fraction: place.done / (place.done + left),
    };
    if (left === 0) return;
  }
}

function search({ idProperty, traits }: HubSpotSettings, since: number, { after }: Place): JsonValue {
  const filters = [
    { propertyName: 'lastmodifieddate', operator: 'GTE', value: String(Math.max(0, Math.trunc(since))) },
    { propertyName: RECORD_ID, operator: 'GT', value: after },
  ];
  const properties = [...new Set([idProperty, 'email', MERGED, ...traits.keys()])];
  return { filterGroups: [{ filters }], sorts: [RECORD_ID], properties, limit: BATCH, after: '0' };
}

function identitiesOf(contact: Record<string, unknown>, { idProperty, traits }: HubSpotSettings): IdentifyInput[] {
  const id = contact.id as string;
  const properties = isObject(contact.properties) ? contact.properties : {};
  const propertyNamed = (name: string) => (Object.hasOwn(properties, name) ? properties[name] : undefined);
  const person = referenceTo(id, idProperty === RECORD_ID ? id : propertyNamed(idProperty));
  // What HubSpot does not know is no reason to forget what we do.
  const told = [...traits].flatMap(([property, trait]) => {
    const value = propertyNamed(property);
    return typeof value === 'string' && value !== '' && value.isWellFormed() ? [[trait, value] as const] : [];
  });
  const { userId } = person;
  const merged = userId === undefined ? [] : String(propertyNamed(MERGED) ?? '').split(';');
  const others = merged.filter((old) => isRecordId(old) && old !== id).map((old) => referenceTo(old, userId));
  const updatedAt = Date.parse(String(contact.updatedAt));
  const asOf = Number.isNaN(updatedAt) ? {} : { updatedAt };
  return [{ ...person, traits: Object.fromEntries(told), ...asOf }, ...others];
}

async function consentsOf(
  api: HubSpotApi,
  settings: HubSpotSettings,
  contacts: readonly Record<string, unknown>[],
  abort: AbortSignal,
): Promise<CollectedConsent[]> {
  const { idProperty, subscriptions } = settings;
  if (subscriptions.size === 0) return [];
  const people = new Map<string, ReturnType<typeof referenceTo>>();
  for (const { id, properties } of contacts) {
    if (!isObject(properties) || typeof properties.email !== 'string' || properties.email === '') continue;
    const userId = idProperty === RECORD_ID ? id : properties[idProperty];
    people.set(properties.email.toLowerCase(), referenceTo(id as string, userId));
  }
  const statuses = await statusesOf(api, subscriptions, [...people.keys()], abort);
  return statuses.flatMap(({ email, ...consent }) => {
    const person = people.get(email);
    return person === undefined ? [] : [{ ...person, ...consent }];
  });
}

function readPlace(checkpoint: JsonValue | undefined): Place {
  if (checkpoint === undefined) return { after: '0', done: 0 };
  const { after, done } = readObject(checkpoint, 'checkpoint');
  if (!isRecordId(after)) {
    throw new SintoniaError('INPUT_INVALID', 'checkpoint.after must be the id of a record.', {
      field: 'checkpoint.after',
    });
  }
  return { after, done: readInteger(done, 'checkpoint.done', { min: 0, max: Number.MAX_SAFE_INTEGER }) };
}

function outOfOrder(): SintoniaError {
  return new SintoniaError('PLATFORM_TRANSIENT', 'HubSpot gave contacts that were read already.');
}
