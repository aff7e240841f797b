import type { ContactKey } from './contact-key.js';
import { BATCH, endpoints } from './endpoints.js';
import { type HubSpotApi, isObject, listIn } from './hubspot-api.js';

/** Records of contacts by the property that names all of these; who is none is left out. @throws SINTONIA_PLATFORM_*. */
export async function recordIds(
  api: HubSpotApi,
  keys: readonly ContactKey[],
  abort?: AbortSignal,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const ids = [...new Set(keys.map(({ id }) => id))];
  const idProperty = keys[0]?.idProperty;
  for (let from = 0; idProperty !== undefined && from < ids.length; from += BATCH) {
    const some = ids.slice(from, from + BATCH);
    const body = {
      idProperty,
      inputs: some.map((id) => ({ id })),
      properties: [idProperty],
      propertiesWithHistory: [],
    };
    const contacts = listIn(await api.call({ path: endpoints.readContacts, body, abort }), 'results');
    const records = new Map(
      contacts.map(({ id, properties }) => [plain(valueIn(properties, idProperty), idProperty), id]),
    );
    for (const id of some) {
      const record = records.get(plain(id, idProperty));
      if (typeof record === 'string') found.set(id, record);
    }
  }
  return found;
}

export function valueIn(properties: unknown, name: string): unknown {
  return isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** A value as HubSpot compares it: addresses without case. */
export function plain(value: unknown, idProperty: string): unknown {
  return idProperty === 'email' && typeof value === 'string' ? value.toLowerCase() : value;
}
