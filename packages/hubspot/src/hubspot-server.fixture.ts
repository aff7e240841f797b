import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hubspot } from './hubspot.js';
import type { HubSpotOptions } from './hubspot-options.js';
import { mistakesIn } from './openapi.fixture.js';

type Json = Record<string, unknown>;
export interface Taken {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent.
  readonly body: any;
}
export interface Contact {
  readonly id: string;
  properties: Record<string, string>;
  modifiedAt: number;
  /** Values that properties had, newest first as HubSpot tells them. */
  propertiesWithHistory?: Record<string, { value: string; timestamp: string }[]>;
}
export type Behaviour = (response: ServerResponse, taken: Taken) => void;

/** HubSpot in memory, on loopback: it keeps contacts, properties and lists, and checks every request by the official description. */
export async function hubspotServer() {
  const state = {
    contacts: new Map<string, Contact>(),
    properties: new Map<string, Json>(),
    groups: new Set<string>(),
    lists: new Map<string, { name: string; members: Set<string> }>(),
    events: new Map<string, Json>(),
    statuses: new Map<string, Json[]>(),
    /** Addresses that no contact may have any more. */
    blocked: new Set<string>(),
    requests: [] as Taken[],
    mistakes: [] as string[],
    /** Taken for the next requests, the last one for all further ones; none: HubSpot as it is. */
    behaviours: [] as Behaviour[],
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: target = '', headers } = request;
      const text = Buffer.concat(chunks).toString();
      const taken: Taken = { method, target, headers, body: text === '' ? undefined : JSON.parse(text) };
      state.requests.push(taken);
      state.mistakes.push(
        ...mistakesIn(method, target, taken.body).map((mistake) => `${method} ${target}: ${mistake}`),
      );
      const behaviour = state.behaviours.length > 1 ? state.behaviours.shift() : state.behaviours[0];
      (behaviour ?? asItIs)(response, taken);
    });
  });

  const asItIs: Behaviour = (response, taken) => {
    const [status, body] = answerOf(taken);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body && JSON.stringify(body));
  };
  /** HubSpot keeps addresses in lower case. */
  const kept = (id: string, idProperty?: string) => (idProperty === 'email' ? id.toLowerCase() : id);

  const find = (id: string, idProperty?: string) =>
    [...state.contacts.values()].find(
      (contact) => (idProperty ? contact.properties[idProperty] : contact.id) === kept(id, idProperty),
    );

  function add(properties: Record<string, string>, modifiedAt = 1_700_000_000_000): Contact {
    const timestamp = new Date(modifiedAt).toISOString();
    const history = Object.entries(properties).map(([name, value]) => [name, [{ value, timestamp }]]);
    const propertiesWithHistory = Object.fromEntries(history);
    const contact = { id: String(101 + state.contacts.size), properties, modifiedAt, propertiesWithHistory };
    state.contacts.set(contact.id, contact);
    return contact;
  }

  /** A property is something else from a moment on, as of which its history tells so. */
  function change({ properties, propertiesWithHistory = {} }: Contact, name: string, value: string, at: number): void {
    properties[name] = value;
    propertiesWithHistory[name] = [
      { value, timestamp: new Date(at).toISOString() },
      ...(propertiesWithHistory[name] ?? []),
    ];
  }

  function batch(inputs: Json[], isUpsert: boolean): [number, Json] {
    const results: Json[] = [];
    const errors: Json[] = [];
    for (const { id, idProperty, properties, objectWriteTraceId } of inputs as Record<string, string>[]) {
      const values = properties as unknown as Record<string, string>;
      const unknown = Object.keys(values).find((name) => !state.properties.has(name));
      const isRefused = id === 'refused@example.com';
      const contact =
        find(id as string, idProperty) ??
        (isUpsert && !isRefused ? add({ [idProperty as string]: kept(id as string, idProperty) }) : undefined);
      if (unknown !== undefined || isRefused || contact === undefined) {
        const category = contact === undefined && !isRefused ? 'OBJECT_NOT_FOUND' : 'VALIDATION_ERROR';
        errors.push({
          status: 'error',
          category,
          message: `bad ${id}`,
          context: { objectWriteTraceId: [objectWriteTraceId] },
        });
      } else {
        Object.assign(contact.properties, values);
        results.push({ id: contact.id, properties: contact.properties, objectWriteTraceId, new: false });
      }
    }
    const numErrors = errors.length;
    return numErrors === 0
      ? [200, { status: 'COMPLETE', results }]
      : [207, { status: 'COMPLETE', results, numErrors, errors }];
  }

  function answerOf({ method, target, body }: Taken): [number, unknown?] {
    const { pathname, searchParams } = new URL(target, 'http://x');
    const [, kind, last = ''] =
      /^\/(crm\/objects|crm\/properties|crm\/v3\/lists|events|communication-preferences)(?:\/2026-\d\d|\/v4)?(.*)$/.exec(
        pathname,
      ) ?? [];
    const route = `${method} ${kind} ${last}`;
    if (route === 'POST crm/objects /contacts/batch/upsert') return batch(body.inputs, true);
    if (route === 'POST crm/objects /contacts/batch/update') return batch(body.inputs, false);
    if (route === 'POST crm/objects /contacts/search') return [200, search(body)];
    if (route === 'POST crm/objects /contacts/batch/read') {
      if (body.propertiesWithHistory.length > 0 && body.inputs.length > 50)
        return [400, { category: 'VALIDATION_ERROR' }];
      const found = body.inputs.flatMap(({ id }: { id: string }) => find(id, body.idProperty) ?? []);
      return [200, { results: found }];
    }
    if (route === 'POST crm/objects /contacts/gdpr-delete') {
      const contact = find(body.objectId, body.idProperty);
      // As the description has it: an address that is not found is blocked for ever.
      if (!contact && body.idProperty === 'email') state.blocked.add(body.objectId);
      if (!contact) return body.idProperty === 'email' ? [204] : [404, { category: 'OBJECT_NOT_FOUND' }];
      state.contacts.delete(contact.id);
      return [204];
    }
    if (method === 'GET' && kind === 'crm/objects') {
      const id = decodeURIComponent(last.split('/').at(-1) ?? '');
      const contact = find(id, searchParams.get('idProperty') ?? undefined);
      return contact ? [200, contact] : [404, { category: 'OBJECT_NOT_FOUND' }];
    }
    if (route === 'POST crm/properties /contacts/groups') {
      if (state.groups.has(body.name)) return [409, { category: 'OBJECT_ALREADY_EXISTS' }];
      state.groups.add(body.name);
      return [201, body];
    }
    if (route === 'GET crm/properties /contacts') return [200, { results: [...state.properties.values()] }];
    if (route === 'POST crm/properties /contacts') {
      if (state.properties.has(body.name)) return [409, { category: 'OBJECT_ALREADY_EXISTS' }];
      state.properties.set(body.name, body);
      return [201, body];
    }
    if (route === 'POST crm/v3/lists /search') {
      const lists = [...state.lists].map(([listId, { name }]) => ({ listId, name, objectTypeId: '0-1' }));
      return [200, { lists, hasMore: false, offset: 0, total: lists.length }];
    }
    if (route === 'POST crm/v3/lists ') {
      if ([...state.lists.values()].some(({ name }) => name === body.name))
        return [400, { category: 'VALIDATION_ERROR' }];
      const listId = String(state.lists.size + 1);
      state.lists.set(listId, { name: body.name, members: new Set() });
      return [200, { list: { listId, name: body.name } }];
    }
    if (method === 'GET' && last.startsWith('/object-type-id/')) {
      const found = [...state.lists].find(([, { name }]) => name === decodeURIComponent(last.split('/').at(-1) ?? ''));
      return found ? [200, { list: { listId: found[0] } }] : [404, {}];
    }
    if (method === 'PUT' && last.endsWith('/add-and-remove')) {
      const list = state.lists.get(last.split('/')[1] ?? '');
      if (!list) return [404, { category: 'OBJECT_NOT_FOUND' }];
      for (const id of body.recordIdsToAdd) list.members.add(id);
      for (const id of body.recordIdsToRemove) list.members.delete(id);
      return [200, {}];
    }
    if (route === 'POST events /send/batch') {
      for (const input of body.inputs) state.events.set(input.uuid, input);
      return [204];
    }
    if (route === 'POST communication-preferences /statuses/batch/read') {
      const results = body.inputs.map((email: string) => ({
        subscriberIdString: email,
        statuses: state.statuses.get(email) ?? [],
      }));
      return [200, { status: 'COMPLETE', results }];
    }
    if (method === 'POST' && last.startsWith('/statuses/')) return [200, { status: 'COMPLETE', results: [] }];
    return [500, { route }];
  }

  function search({
    filterGroups,
    limit,
  }: Json & { filterGroups: [{ filters: { propertyName: string; value: string }[] }] }) {
    const filterOn = (name: string) =>
      Number(filterGroups[0].filters.find(({ propertyName }) => propertyName === name)?.value);
    const matching = [...state.contacts.values()]
      .filter(
        ({ id, modifiedAt }) => modifiedAt >= filterOn('lastmodifieddate') && Number(id) > filterOn('hs_object_id'),
      )
      .sort((one, other) => Number(one.id) - Number(other.id));
    return { total: matching.length, results: matching.slice(0, Number(limit)) };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...state,
    state,
    url,
    add,
    change,
    find,
    answerOf,
    asItIs,
    /** A plugin that talks to this server. */
    plugin: (options: Partial<HubSpotOptions> = {}) =>
      hubspot({ token: 'pat-eu1-hunter-2', url, clientSecret, ...options }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type HubSpotServer = Awaited<ReturnType<typeof hubspotServer>>;

export const clientSecret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';

export const answering =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
