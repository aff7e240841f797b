import { DAY, type JsonValue, once, type PersonReference } from '@sintonia/spec';
import { type ContactKey, contactKey } from './contact-key.js';
import { endpoints } from './endpoints.js';
import { type HubSpotApi, isObject, isRefused } from './hubspot-api.js';
import type { HubSpotDestination } from './hubspot-destination.js';
import type { HubSpotSettings } from './hubspot-options.js';

/** What HubSpot holds about somebody: seen, and removed. */
export class ContactPrivacy {
  readonly #api: HubSpotApi;
  readonly #settings: HubSpotSettings;
  readonly #destination: HubSpotDestination;
  /** Deletions of records, each asked for once: no record comes back. */
  readonly #deleteOnce = once<unknown>({ windowMs: DAY });

  constructor(api: HubSpotApi, settings: HubSpotSettings, destination: HubSpotDestination) {
    this.#api = api;
    this.#settings = settings;
    this.#destination = destination;
  }

  /**
   * Removes the contact for good, or what is ours of it; somebody who is no contact is erased already. Always by the record: HubSpot
   * would block an address that it does not find for ever.
   *
   * @throws SINTONIA_PLATFORM_*.
   */
  async erase(person: PersonReference): Promise<void> {
    const key = contactKey(person, this.#settings);
    if (key === undefined) return;
    if (this.#settings.erasure === 'ours') return this.#clear(person);
    const objectId = await this.#recordOf(key);
    if (objectId === undefined) return;
    const body = { objectId };
    await this.#deleteOnce(objectId, Date.now(), () =>
      orNothing(this.#api.call({ path: endpoints.deleteContact, body })),
    );
  }

  /** The contact's record: what is ours, and what we read. `null` for who is no contact. @throws SINTONIA_PLATFORM_*. */
  async export(person: PersonReference): Promise<JsonValue> {
    const key = contactKey(person, this.#settings);
    if (key === undefined) return null;
    const ours = await this.#destination.properties.names();
    return (await this.#read(key, [...ours, ...this.#settings.traits.keys()])) ?? null;
  }

  async #clear(person: PersonReference): Promise<void> {
    const { signal: abort } = new AbortController();
    const [word] = await this.#destination.write([{ person, traits: {}, segments: [] }], { abort });
    if (word !== undefined) throw word;
  }

  async #recordOf(key: ContactKey): Promise<string | undefined> {
    const contact = await this.#read(key, []);
    return isObject(contact) && typeof contact.id === 'string' ? contact.id : undefined;
  }

  #read({ id, idProperty }: ContactKey, properties: readonly string[]): Promise<JsonValue | undefined> {
    const by = idProperty === undefined ? {} : { idProperty };
    const query = { ...by, ...(properties.length > 0 && { properties: properties.join(',') }) };
    return orNothing(this.#api.call({ path: endpoints.contact(id), query }));
  }
}

async function orNothing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isRefused(error, 404)) return undefined;
    throw error;
  }
}
