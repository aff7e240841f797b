import { type Destination, type PersonUpdate, SintoniaError } from '@sintonia/spec';
import type { AdminApi } from '../admin/admin-api.js';
import { ADD_TAGS, DELETE_METAFIELDS, REMOVE_TAGS, SET_METAFIELDS } from '../admin/operations.js';
import { assertTaken } from '../admin/user-errors.js';
import type { ShopifySettings } from '../shopify-options.js';
import {
  type CustomerRecord,
  customerGid,
  isRefusal,
  KEYS,
  metafieldsOf,
  readRecords,
  tagsOf,
} from './customer-record.js';

/** Shopify takes 25 metafields a call, and a person has up to three. */
const PEOPLE_A_CALL = 8;

type Word = SintoniaError | undefined;

/** One who is known at Shopify, and what is to be known of them. */
interface Change {
  readonly update: PersonUpdate;
  readonly record: CustomerRecord;
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
  async write(updates: readonly PersonUpdate[], { abort }: { readonly abort: AbortSignal }): Promise<readonly Word[]> {
    const words: Word[] = updates.map(() => undefined);
    for (let from = 0; from < updates.length; from += PEOPLE_A_CALL) {
      const changes = await this.#changesOf(updates.slice(from, from + PEOPLE_A_CALL), from, words, abort);
      await this.#writeTogether(changes, words, abort);
    }
    return words;
  }

  async #changesOf(
    updates: readonly PersonUpdate[],
    from: number,
    words: Word[],
    abort: AbortSignal,
  ): Promise<Change[]> {
    const ids = updates.map(({ person }) => customerGid(person));
    const asked = ids.filter((id) => id !== undefined);
    const records = asked.length > 0 ? await readRecords(this.#api, asked, this.#settings, abort) : [];
    const known = new Map(asked.map((id, index) => [id, records[index]]));
    return updates.flatMap((update, index) => {
      const record = known.get(ids[index] ?? '');
      if (record !== undefined) return [{ update, record, place: from + index }];
      words[from + index] = new SintoniaError('PLATFORM_REJECTED', 'This person is no customer of the shop.');
      return [];
    });
  }

  /** All in few calls; where Shopify refuses one of them, each alone, so that nobody suffers for another. */
  async #writeTogether(changes: readonly Change[], words: Word[], abort: AbortSignal): Promise<void> {
    if (changes.length === 0) return;
    try {
      await this.#writeMetafields(changes, abort);
      for (const change of changes) await this.#writeTags(change, abort);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const [only] = changes;
      if (changes.length === 1 && only !== undefined) words[only.place] = error as SintoniaError;
      else for (const change of changes) await this.#writeTogether([change], words, abort);
    }
  }

  async #writeMetafields(changes: readonly Change[], abort: AbortSignal): Promise<void> {
    const { namespace } = this.#settings;
    const wanted = changes.map(({ update, record }) => {
      const fields = metafieldsOf(update, this.#settings);
      const stale = KEYS.filter(
        (key) => Object.hasOwn(record.metafields, key) && !fields.some((field) => field.key === key),
      );
      const identified = (key: string) => ({ ownerId: record.id, namespace, key });
      return {
        set: fields.map((field) => ({ ...identified(field.key), type: field.type, value: field.value })),
        gone: stale.map(identified),
      };
    });
    const set = wanted.flatMap((each) => each.set);
    const gone = wanted.flatMap((each) => each.gone);
    if (set.length > 0) {
      assertTaken(await this.#api.run(SET_METAFIELDS, { variables: { metafields: set }, abort }), 'metafieldsSet');
    }
    if (gone.length > 0) {
      assertTaken(
        await this.#api.run(DELETE_METAFIELDS, { variables: { metafields: gone }, abort }),
        'metafieldsDelete',
      );
    }
  }

  async #writeTags({ update, record: { id, tags } }: Change, abort: AbortSignal): Promise<void> {
    const wanted = tagsOf(update, this.#settings.tagPrefix);
    // Shopify does not tell capitals from small letters in tags.
    const missing = wanted.filter((tag) => !tags.some((known) => known.toLowerCase() === tag.toLowerCase()));
    const stale = tags.filter((known) => !wanted.some((tag) => known.toLowerCase() === tag.toLowerCase()));
    if (missing.length > 0) {
      assertTaken(await this.#api.run(ADD_TAGS, { variables: { id, tags: missing }, abort }), 'tagsAdd');
    }
    if (stale.length > 0) {
      assertTaken(await this.#api.run(REMOVE_TAGS, { variables: { id, tags: stale }, abort }), 'tagsRemove');
    }
  }
}
