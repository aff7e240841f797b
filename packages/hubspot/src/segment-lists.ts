import { CONTACT_TYPE, endpoints } from './endpoints.js';
import { type HubSpotApi, isObject, isRefused, listIn } from './hubspot-api.js';
import type { HubSpotSettings } from './hubspot-options.js';

const PAGE = 500;

/** A contact's record and the segments that it is to be in, of all that are ours. */
export interface ListMember {
  readonly recordId: string;
  readonly segments: readonly string[];
}

/** Segments as static lists, named by the group and the segment: `sintonia: vip`. */
export class SegmentLists {
  readonly #api: HubSpotApi;
  readonly #prefix: string;
  #ids: Promise<Map<string, string>> | undefined;

  constructor(api: HubSpotApi, { group }: Pick<HubSpotSettings, 'group'>) {
    this.#api = api;
    this.#prefix = `${group}: `;
  }

  /** Puts contacts into the lists of their segments, and takes them out of all others of ours. @throws SINTONIA_PLATFORM_*. */
  async place(members: readonly ListMember[], abort: AbortSignal): Promise<void> {
    if (members.length === 0) return;
    try {
      this.#ids ??= this.#load(abort);
      const ids = await this.#ids;
      for (const segment of new Set(members.flatMap(({ segments }) => segments))) {
        if (!ids.has(segment)) ids.set(segment, await this.#create(segment, abort));
      }
      for (const [segment, id] of ids) await this.#change(id, segment, members, abort);
    } catch (error) {
      // Somebody may have removed a list by hand: the next call looks anew.
      this.#ids = undefined;
      throw error;
    }
  }

  async #change(id: string, segment: string, members: readonly ListMember[], abort: AbortSignal): Promise<void> {
    const recordsWhere = (isIn: boolean) =>
      members.filter(({ segments }) => segments.includes(segment) === isIn).map(({ recordId }) => recordId);
    const body = { recordIdsToAdd: recordsWhere(true), recordIdsToRemove: recordsWhere(false) };
    await this.#api.call({ method: 'PUT', path: endpoints.listMembers(id), body, abort });
  }

  async #load(abort: AbortSignal): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (let offset = 0, more = true; more; offset += PAGE) {
      const body = {
        query: this.#prefix.trim(),
        processingTypes: ['MANUAL'],
        additionalProperties: [],
        offset,
        count: PAGE,
      };
      const answer = await this.#api.call({ path: endpoints.searchLists, body, abort });
      for (const { name, listId, objectTypeId } of listIn(answer, 'lists')) {
        const isOurs = typeof name === 'string' && name.startsWith(this.#prefix) && objectTypeId === CONTACT_TYPE;
        if (isOurs) ids.set(name.slice(this.#prefix.length), String(listId));
      }
      more = isObject(answer) && answer.hasMore === true;
    }
    return ids;
  }

  async #create(segment: string, abort: AbortSignal): Promise<string> {
    const name = this.#prefix + segment;
    const body = { name, objectTypeId: CONTACT_TYPE, processingType: 'MANUAL' };
    try {
      return listIdIn(await this.#api.call({ path: endpoints.lists, body, abort }));
    } catch (error) {
      // The name is taken: another process was faster.
      if (!isRefused(error, 400, 409)) throw error;
      return listIdIn(await this.#api.call({ path: endpoints.listNamed(name), abort }));
    }
  }
}

function listIdIn(answer: unknown): string {
  const list = isObject(answer) ? answer.list : undefined;
  return String(isObject(list) ? list.listId : undefined);
}
