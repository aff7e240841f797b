import { inHalves } from '@sintonia/adapter-kit';
import {
  type Destination,
  isSintoniaError,
  type JsonObject,
  type JsonValue,
  type PersonReference,
  type PersonUpdate,
  SintoniaError,
} from '@sintonia/spec';
import type { AdminApi } from '../admin/admin-api.js';
import { ADD_TAGS, DELETE_METAFIELDS, REMOVE_TAGS, SET_METAFIELDS } from '../admin/operations.js';
import type { ShopifySettings } from '../shopify-options.js';
import { type CustomerRecord, customerGid, metafieldTypes, readRecords, wantedRecord } from './customer-record.js';

/** Shopify takes 25 metafields a call, and a person has up to three. */
const PEOPLE_A_CALL = 8;
const NO_CUSTOMER = 'NO_CUSTOMER';

/** What a customer has, and is to have. */
interface Change {
  readonly id: string;
  readonly known: CustomerRecord;
  readonly wanted: CustomerRecord;
}

/** Writes traits, segments and picks to customers: metafields of our namespace, tags of our prefix, and nothing else. */
export class ShopifyDestination implements Destination {
  readonly name = 'shopify';
  readonly specVersion = 1;
  readonly limits = { batch: 5 * PEOPLE_A_CALL };
  readonly #api: AdminApi;
  readonly #settings: ShopifySettings;

  constructor(api: AdminApi, settings: ShopifySettings) {
    this.#api = api;
    this.#settings = settings;
  }

  /**
   * @throws SINTONIA_PLATFORM_RATE_LIMITED, SINTONIA_PLATFORM_TRANSIENT, SINTONIA_PLATFORM_UNAUTHORISED. Somebody who is no customer
   *   of the shop gets SINTONIA_PLATFORM_REJECTED.
   */
  async write(updates: readonly PersonUpdate[], { abort }: { readonly abort?: AbortSignal } = {}) {
    const words: (SintoniaError | undefined)[] = [];
    for (let from = 0; from < updates.length; from += PEOPLE_A_CALL) {
      words.push(...(await this.#writeSome(updates.slice(from, from + PEOPLE_A_CALL), abort)));
    }
    return words;
  }

  /** What we wrote about a person; `null` of who is no customer. */
  async export(person: PersonReference): Promise<JsonValue> {
    const id = customerGid(person);
    const [record] = id === undefined ? [] : (await readRecords(this.#api, [id], this.#settings)).values();
    return record === undefined ? null : { tags: [...record.tags], metafields: { ...record.metafields } };
  }

  /** Removes it. */
  async erase(person: PersonReference): Promise<void> {
    const [word] = await this.write([{ person, traits: {}, segments: [] }]);
    if (word !== undefined && word.details?.because !== NO_CUSTOMER) throw word;
  }

  async #writeSome(updates: readonly PersonUpdate[], abort: AbortSignal | undefined) {
    const ids = updates.map(({ person }) => customerGid(person));
    const records = await readRecords(
      this.#api,
      ids.filter((id) => id !== undefined),
      this.#settings,
      abort,
    );
    const changes = new Map<PersonUpdate, Change>();
    for (const [index, update] of updates.entries()) {
      const id = ids[index] ?? '';
      const known = records.get(id);
      if (known !== undefined) changes.set(update, { id, known, wanted: wantedRecord(update, this.#settings) });
    }
    const isRefusal = (error: SintoniaError) => isSintoniaError(error, 'PLATFORM_REJECTED');
    const words = await inHalves([...changes.values()], (some) => this.#change(some, abort), isRefusal);
    const wordOf = new Map([...changes.keys()].map((update, index) => [update, words[index]]));
    return updates.map((update) => (wordOf.has(update) ? wordOf.get(update) : noCustomer()));
  }

  async #change(changes: readonly Change[], abort: AbortSignal | undefined): Promise<readonly undefined[]> {
    const types = metafieldTypes(this.#settings.items);
    const set = changes.flatMap(({ id, wanted }) =>
      Object.entries(wanted.metafields).map(([key, value]) => ({
        ...this.#field(id, key),
        type: types.get(key) ?? '',
        value,
      })),
    );
    const gone = changes.flatMap(({ id, known, wanted }) =>
      Object.keys(known.metafields)
        .filter((key) => !Object.hasOwn(wanted.metafields, key))
        .map((key) => this.#field(id, key)),
    );
    await this.#send('metafieldsSet', SET_METAFIELDS, { metafields: set }, abort);
    await this.#send('metafieldsDelete', DELETE_METAFIELDS, { metafields: gone }, abort);
    for (const { id, known, wanted } of changes) {
      await this.#send('tagsAdd', ADD_TAGS, { id, tags: without(wanted.tags, known.tags) }, abort);
      await this.#send('tagsRemove', REMOVE_TAGS, { id, tags: without(known.tags, wanted.tags) }, abort);
    }
    return changes.map(() => undefined);
  }

  #field(ownerId: string, key: string) {
    return { ownerId, namespace: this.#settings.namespace, key };
  }

  /** Nothing where there is nothing to change. */
  async #send(name: string, operation: string, variables: JsonObject, abort: AbortSignal | undefined): Promise<void> {
    const { metafields = [], tags = [] } = variables as { metafields?: JsonValue[]; tags?: JsonValue[] };
    if (metafields.length + tags.length > 0) await this.#api.change(name, operation, { variables, abort });
  }
}

/** Shopify does not tell capitals from small letters in tags. */
function without(tags: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map((tag) => tag.toLowerCase()));
  return tags.filter((tag) => !known.has(tag.toLowerCase()));
}

function noCustomer(): SintoniaError {
  const details = { because: NO_CUSTOMER };
  return new SintoniaError('PLATFORM_REJECTED', 'This person is no customer of the shop.', { details });
}
