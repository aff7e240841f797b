import { createHash } from 'node:crypto';
import {
  type JsonObject,
  type Moment,
  type PersonReference,
  type Privacy,
  personOf,
  readMoment,
  referenceOf,
  type Signal,
} from '@sintonia/spec';
import { contactKey } from './contact-key.js';
import { endpoints } from './endpoints.js';
import type { HubSpotApi } from './hubspot-api.js';
import type { HubSpotSettings } from './hubspot-options.js';
import { recordIds } from './record-ids.js';

/** The most that HubSpot takes in one batch of events. */
const EVENTS = 500;

/** Something that a person did, for HubSpot's timeline. */
export interface CustomEvent {
  /** The same id is the same event, however often it is sent. */
  readonly id: string;
  /** HubSpot's name of the event: `pe`, the number of the account, "_" and its name. */
  readonly name: string;
  readonly person: PersonReference;
  readonly at: Moment;
  /** As HubSpot declares them for the event. What is no text is sent as JSON. */
  readonly properties?: JsonObject;
}

/** Who is asked whether people agree, and what ends it. */
export interface Sending {
  /** The engine's: events of who does not agree to `personalisation` are left out. */
  readonly privacy: Pick<Privacy, 'stateAt'>;
  readonly abort?: AbortSignal;
}

/**
 * Sends custom events. Those of people whom HubSpot can't know, and who don't agree, are left out.
 *
 * @returns how many were sent.
 * @throws SINTONIA_INPUT_INVALID (`at`), SINTONIA_PLATFORM_*.
 */
export async function sendEvents(
  api: HubSpotApi,
  settings: HubSpotSettings,
  events: readonly CustomEvent[],
  { privacy, abort }: Sending,
): Promise<number> {
  const keyed = (await agreedEvents(events, privacy)).flatMap((event) => {
    const key = contactKey(event.person, settings);
    return key === undefined ? [] : [{ event, key }];
  });
  const records = await recordIds(
    api,
    keyed.map(({ key }) => key).filter(({ idProperty }) => isOwn(idProperty)),
    abort,
  );
  const inputs: JsonObject[] = [];
  for (const { event, key } of keyed) {
    const objectId = isOwn(key.idProperty) ? records.get(key.id) : key.id;
    if (key.idProperty === 'email') inputs.push({ ...bodyOf(event), email: key.id });
    else if (objectId !== undefined) inputs.push({ ...bodyOf(event), objectId });
  }
  for (let from = 0; from < inputs.length; from += EVENTS) {
    await api.call({ path: endpoints.sendEvents, body: { inputs: inputs.slice(from, from + EVENTS) }, abort });
  }
  return inputs.length;
}

/** Each person is asked about once. */
async function agreedEvents(events: readonly CustomEvent[], privacy: Sending['privacy']): Promise<CustomEvent[]> {
  const agreed = new Map<string, boolean>();
  for (const { person } of events) {
    const name = personOf(person);
    if (!agreed.has(name)) agreed.set(name, (await privacy.stateAt(person)).personalisation?.granted === true);
  }
  return events.filter(({ person }) => agreed.get(personOf(person)));
}

/** The events that signals of chosen types are. */
export function eventsOf(signals: readonly Signal[], { events }: HubSpotSettings): CustomEvent[] {
  return signals.flatMap(({ id, type, person, timestamp, itemId, value, properties }) => {
    const name = events.get(type);
    if (name === undefined) return [];
    const told = {
      ...(itemId !== undefined && { item_id: itemId }),
      ...(value !== undefined && { value }),
      ...properties,
    };
    return [{ id, name, person: referenceOf(person), at: timestamp, properties: told }];
  });
}

function bodyOf({ id, name, at, properties = {} }: CustomEvent) {
  const texts = Object.entries(properties).filter(([, value]) => value !== undefined && value !== null);
  return {
    eventName: name,
    uuid: uuidOf(`${name} ${id}`),
    occurredAt: new Date(readMoment(at, 'at')).toISOString(),
    properties: Object.fromEntries(
      texts.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
    ),
  };
}

/** A UUID that follows from a text (version 8 of RFC 9562, 2024: of our own making). */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Whether this is a property of the account's own, by which events can't name a contact. */
function isOwn(idProperty: string | undefined): idProperty is string {
  return idProperty !== undefined && idProperty !== 'email';
}
