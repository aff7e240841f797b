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
import { type CustomerRecord, metafieldTypes, readRecords, wantedRecord } from './customer-record.js';

/** Shopify takes 25 metafields a call, and a person has up to three. */
const PEOPLE_A_CALL = 8;
const NO_CUSTOMER = 'NO_CUSTOMER';

/** What a customer has, and is to have. */
interface Change {
  readonly id: string;
  readonly known: CustomerRecord;
  readonly wanted: CustomerRecord;
  /** Among the updates. */
  readonly place: number;
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
    const [record] = await readRecords(this.#api, [person], this.#settings);
    return record === undefined ? null : { tags: [...record.tags], metafields: { ...record.metafields } };
  }

  /** Removes it. */
  async erase(person: PersonReference): Promise<void> {
    const [word] = await this.write([{ person, traits: {}, segments: [] }]);
    if (word !== undefined && word.details?.because !== NO_CUSTOMER) throw word;
  }

  async #writeSome(updates: readonly PersonUpdate[], abort: AbortSignal | undefined) {
    const people = updates.map(({ person }) => person);
    const records = await readRecords(this.#api, people, this.#settings, abort);
    const changes = updates.flatMap((update, place): Change[] => {
      const known = records[place];
      return known === undefined ? [] : [{ id: known.id, known, wanted: wantedRecord(update, this.#settings), place }];
    });
    const told = await inHalves(changes, (some) => this.#change(some, abort), isRefusal);
    const words = updates.map((): SintoniaError | undefined => noCustomer());
    for (const [index, change] of changes.entries()) {
      words[change.place] = told[index] && (await this.#withoutPicks(change, told[index], abort));
    }
    return words;
  }

  /** A pick that is gone from the shop makes Shopify refuse all of a person's metafields: better no picks than nothing at all. */
  async #withoutPicks(change: Change, refusal: SintoniaError, abort: AbortSignal | undefined) {
    const { picks, ...metafields } = change.wanted.metafields;
    if (picks === undefined) return refusal;
    const wanted = { ...change.wanted, metafields };
    const [word] = await inHalves([{ ...change, wanted }], (some) => this.#change(some, abort), isRefusal);
    return word;
  }

  async #change(changes: readonly Change[], abort: AbortSignal | undefined): Promise<readonly undefined[]> {
    const types = metafieldTypes(this.#settings.items);
    const { namespace } = this.#settings;
    const set = changes.flatMap(({ id: ownerId, wanted }) =>
      Object.entries(wanted.metafields).map(([key, value]) => {
        return { ownerId, namespace, key, type: types.get(key) ?? '', value };
      }),
    );
    const gone = changes.flatMap(({ id: ownerId, known, wanted }) => {
      const stale = Object.keys(known.metafields).filter((key) => !Object.hasOwn(wanted.metafields, key));
      return stale.map((key) => ({ ownerId, namespace, key }));
    });
    await this.#send('metafieldsSet', SET_METAFIELDS, { metafields: set }, abort);
    await this.#send('metafieldsDelete', DELETE_METAFIELDS, { metafields: gone }, abort);
    for (const { id, known, wanted } of changes) {
      await this.#send('tagsAdd', ADD_TAGS, { id, tags: without(wanted.tags, known.tags) }, abort);
      await this.#send('tagsRemove', REMOVE_TAGS, { id, tags: without(known.tags, wanted.tags) }, abort);
    }
    return changes.map(() => undefined);
  }

  /** Nothing where there is nothing to change. */
  async #send(name: string, operation: string, variables: JsonObject, abort: AbortSignal | undefined): Promise<void> {
    const { metafields = [], tags = [] } = variables as { metafields?: JsonValue[]; tags?: JsonValue[] };
    if (metafields.length + tags.length > 0) await this.#api.change(name, operation, { variables, abort });
  }
}

const isRefusal = (error: SintoniaError) => isSintoniaError(error, 'PLATFORM_REJECTED');

/** Shopify does not tell capitals from small letters in tags. */
function without(tags: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map((tag) => tag.toLowerCase()));
  return tags.filter((tag) => !known.has(tag.toLowerCase()));
}

function noCustomer(): SintoniaError {
  return new SintoniaError('PLATFORM_REJECTED', 'This person is no customer of the shop.', {
    details: { because: NO_CUSTOMER },
  });
}
