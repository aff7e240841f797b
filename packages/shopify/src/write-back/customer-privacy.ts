import type { JsonValue, PersonReference } from '@sintonia/spec';
import type { AdminApi } from '../admin/admin-api.js';
import { DELETE_METAFIELDS, REMOVE_TAGS } from '../admin/operations.js';
import { assertTaken } from '../admin/user-errors.js';
import type { ShopifySettings } from '../shopify-options.js';
import { customerGid, readRecords } from './customer-record.js';

/** What we wrote about a person at Shopify: to hand it over, and to remove it. Nothing of who is no customer there. */
export class CustomerPrivacy {
  readonly #api: AdminApi;
  readonly #settings: ShopifySettings;

  constructor(api: AdminApi, settings: ShopifySettings) {
    this.#api = api;
    this.#settings = settings;
  }

  async export(person: PersonReference): Promise<JsonValue> {
    const record = await this.#recordOf(person);
    if (record === undefined) return null;
    return { tags: [...record.tags], metafields: { ...record.metafields } };
  }

  async erase(person: PersonReference): Promise<void> {
    const record = await this.#recordOf(person);
    if (record === undefined) return;
    const { namespace } = this.#settings;
    const metafields = Object.keys(record.metafields).map((key) => ({ ownerId: record.id, namespace, key }));
    if (metafields.length > 0) {
      assertTaken(await this.#api.run(DELETE_METAFIELDS, { variables: { metafields } }), 'metafieldsDelete');
    }
    if (record.tags.length > 0) {
      const variables = { id: record.id, tags: [...record.tags] };
      assertTaken(await this.#api.run(REMOVE_TAGS, { variables }), 'tagsRemove');
    }
  }

  async #recordOf(person: PersonReference) {
    const gid = customerGid(person);
    return gid === undefined ? undefined : (await readRecords(this.#api, [gid], this.#settings))[0];
  }
}
