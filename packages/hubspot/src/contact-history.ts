import { invalidInput } from '@sintonia/adapter-kit';
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
import { purposesOfMail } from './collected-events.js';
import { OPT_OUT } from './contact-event.js';
import { isRecordId, RECORD_ID, referenceTo } from './contact-key.js';
import { BATCH, endpoints } from './endpoints.js';
import { type HubSpotApi, isObject, listIn } from './hubspot-api.js';
import type { HubSpotSettings } from './hubspot-options.js';
import { oldRecords } from './looked-up-events.js';
import { allIn, deviceOfId, MERGED, peopleBehind, type RecordPeople } from './record-people.js';
import { statusesOf } from './subscriptions.js';
import { fitsTrait } from './trait-values.js';

/** A contact as a search found it, and who it is and was. */
interface FoundContact {
  readonly id: string;
  readonly properties: Record<string, unknown>;
  readonly people: RecordPeople;
  /** What we know it by. */
  readonly person: ReturnType<typeof referenceTo>;
  readonly asOf: { readonly updatedAt?: number };
}

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
    const found = listIn(answer, 'results').filter(({ id }) => isRecordId(id));
    const total = isObject(answer) && typeof answer.total === 'number' ? answer.total : found.length;
    const last = found.at(-1)?.id as string | undefined;
    if (last === undefined) return;
    if (BigInt(last) <= BigInt(place.after)) {
      throw new SintoniaError('PLATFORM_TRANSIENT', 'HubSpot gave contacts that were read already.');
    }
    place = { after: last, done: place.done + found.length };
    const contacts = await withPeople(api, settings, found, abort);
    const consents = await consentsOf(api, settings, contacts, abort);
    const left = Math.max(0, total - found.length);
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
  const properties = [...new Set([idProperty, 'email', OPT_OUT, MERGED, ...traits.keys()])];
  return { filterGroups: [{ filters }], sorts: [RECORD_ID], properties, limit: BATCH, after: '0' };
}

async function withPeople(
  api: HubSpotApi,
  settings: HubSpotSettings,
  found: readonly Record<string, unknown>[],
  abort: AbortSignal,
): Promise<FoundContact[]> {
  const ids = found.map(({ id }) => id as string);
  const behind = await peopleBehind(api, settings, ids, abort);
  return found.map(({ properties, updatedAt }, index) => {
    const id = ids[index] as string;
    const own: Record<string, unknown> = Object.assign(Object.create(null), isObject(properties) ? properties : {});
    const person = referenceTo(id, settings.idProperty === RECORD_ID ? id : own[settings.idProperty]);
    const at = Date.parse(String(updatedAt));
    const people = behind.get(id) ?? { ids: [], others: [] };
    return { id, properties: own, people, person, asOf: Number.isNaN(at) ? {} : { updatedAt: at } };
  });
}

function identitiesOf(
  { id, properties, people, person, asOf }: FoundContact,
  { idProperty, traits }: HubSpotSettings,
): IdentifyInput[] {
  // What HubSpot does not know is no reason to forget what we do; and what no engine takes is none to do without the rest.
  const told = [...traits].flatMap(([property, trait]) => {
    const value = properties[property];
    return typeof value === 'string' && value !== '' && fitsTrait(trait, value) ? [[trait, value] as const] : [];
  });
  const { userId } = person;
  const anonymousId = userId === undefined ? undefined : deviceOfId(id, people, userId);
  const tied = anonymousId === undefined ? [] : [{ userId, anonymousId, ...asOf }];
  const merged = String(properties[MERGED] ?? '').split(';');
  const old = oldRecords(id, merged.filter(isRecordId), people, idProperty);
  const whole = { ...person, traits: Object.fromEntries(told), ...asOf };
  return [whole, ...tied, ...old.map((each) => ({ ...each, ...asOf }))];
}

/** A yes is of whom the contact is now, and only who is not out of all mail has said one; a no is of everybody whom it was. */
async function consentsOf(
  api: HubSpotApi,
  { subscriptions }: HubSpotSettings,
  contacts: readonly FoundContact[],
  abort: AbortSignal,
): Promise<CollectedConsent[]> {
  const said = new Map<string, FoundContact>();
  for (const contact of contacts) {
    const { email } = contact.properties;
    if (typeof email === 'string' && email !== '') said.set(email.toLowerCase(), contact);
  }
  const statuses = subscriptions.size === 0 ? [] : await statusesOf(api, subscriptions, [...said.keys()], abort);
  const ofStatuses = statuses.flatMap(({ email, ...consent }) => {
    const contact = said.get(email);
    if (contact === undefined || (consent.granted && isOut(contact))) return [];
    return peopleOf(contact, consent.granted).map((person) => ({ ...person, ...consent }));
  });
  const purposes = purposesOfMail(subscriptions);
  const ofAllMail = contacts.filter(isOut).flatMap((contact) => {
    const at = Math.min(contact.people.outSince ?? contact.asOf.updatedAt ?? Date.now(), Date.now());
    return peopleOf(contact).map((person) => ({ ...person, purposes, granted: false, at, source: 'hubspot' }));
  });
  return [...ofStatuses, ...ofAllMail];
}

function isOut({ properties }: FoundContact): boolean {
  return properties[OPT_OUT] === 'true';
}

function peopleOf({ person, people }: FoundContact, isPresentOnly = false): Partial<FoundContact['person']>[] {
  if (isPresentOnly) return [person];
  return [person, ...allIn(people).filter(({ userId }) => userId !== person.userId)];
}

function readPlace(checkpoint: JsonValue | undefined): Place {
  if (checkpoint === undefined) return { after: '0', done: 0 };
  const { after, done } = readObject(checkpoint, 'checkpoint');
  if (!isRecordId(after)) {
    throw invalidInput('checkpoint.after', 'must be the id of a record');
  }
  return { after, done: readInteger(done, 'checkpoint.done', { min: 0, max: Number.MAX_SAFE_INTEGER }) };
}
