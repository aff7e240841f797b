import { createHmac } from 'node:crypto';
import { type HubSpotOptions, hubspot } from '@sintonia/hubspot';
import type { WebhookRequest } from '@sintonia/spec';

type Values = Record<string, string>;
interface Contact {
  readonly id: string;
  readonly properties: Values;
  readonly propertiesWithHistory: Record<string, { value: string; timestamp: string }[]>;
  updatedAt: string;
}

const clientSecret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const url = 'https://www.example.com/hubspot';

/** An account of HubSpot in memory, as far as contacts go: what they are, what they were, and webhooks about them. */
export function hubspotAccount(now: () => number) {
  const contacts = new Map<string, Contact>();
  const requests: string[] = [];
  let events = 0;

  /** A contact is so from a moment on. */
  function put(id: number, values: Values, at = now()): void {
    const updatedAt = new Date(at).toISOString();
    const contact = contacts.get(`${id}`) ?? { id: `${id}`, properties: {}, propertiesWithHistory: {}, updatedAt };
    contact.updatedAt = updatedAt;
    for (const [name, value] of Object.entries(values)) {
      contact.properties[name] = value;
      const before = contact.propertiesWithHistory[name] ?? [];
      contact.propertiesWithHistory[name] = [{ value, timestamp: updatedAt }, ...before];
    }
    contacts.set(contact.id, contact);
  }

  const answers: Record<string, (body: never) => unknown> = {
    search: ({ filterGroups }: { filterGroups: [{ filters: { value: string }[] }] }) => {
      const after = Number(filterGroups[0].filters[1]?.value);
      const results = [...contacts.values()].filter(({ id }) => Number(id) > after);
      return { total: results.length, results: results.toSorted((one, other) => Number(one.id) - Number(other.id)) };
    },
    read: ({ inputs }: { inputs: { id: string }[] }) => ({
      results: inputs.flatMap(({ id }) => contacts.get(id) ?? []),
    }),
    'gdpr-delete': ({ objectId }: { objectId: string }) => void contacts.delete(objectId),
  };

  const fetch = async (input: string | URL | Request, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(`${input}`);
    const last = decodeURIComponent(pathname.split('/').at(-1) ?? '');
    requests.push(last);
    if (init.body !== undefined && answers[last]) {
      const answer = answers[last](JSON.parse(`${init.body}`) as never);
      return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
    }
    const idProperty = searchParams.get('idProperty');
    const found = [...contacts.values()].find(
      ({ id, properties }) => (idProperty === null ? id : properties[idProperty]) === last,
    );
    return found ? Response.json(found) : Response.json({ category: 'OBJECT_NOT_FOUND' }, { status: 404 });
  };

  /** An event about a contact as it is told now. */
  function event(subscriptionType: string, objectId: number, more: object = {}): object {
    const ids = { eventId: ++events, subscriptionId: 2, portalId: 3, appId: 4, objectId };
    return { ...ids, occurredAt: now(), subscriptionType, attemptNumber: 0, ...more };
  }

  function signed(payload: readonly object[]): WebhookRequest {
    const rawBody = Buffer.from(JSON.stringify(payload));
    const at = String(now());
    const signature = createHmac('sha256', clientSecret).update(`POST${url}${rawBody}${at}`).digest('base64');
    const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': at };
    return { method: 'POST', url, headers, rawBody, receivedAt: now() };
  }

  return {
    contacts,
    requests,
    put,
    remove: (id: number) => contacts.delete(`${id}`),
    fetch,
    event,
    changed: (objectId: number, propertyName: string, propertyValue: string) =>
      event('contact.propertyChange', objectId, { propertyName, propertyValue }),
    signed,
    plugin: (options: Partial<HubSpotOptions> = {}) =>
      hubspot({ token: 'pat-hunter-2', clientSecret, fetch, ...options }),
  };
}
