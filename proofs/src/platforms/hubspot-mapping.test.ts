import type { PersonUpdate } from '@sintonia/spec';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agreeing } from '../../../packages/hubspot/src/agreeing.fixture.js';
import { type HubSpotServer, hubspotServer } from '../../../packages/hubspot/src/hubspot-server.fixture.js';
import { recorder, sendToHubSpot } from './action-destinations.fixture.js';

/** What Segment's own destination for HubSpot asks for, and what our adapter does, for the same person and the same event. */
let server: HubSpotServer;
beforeAll(async () => {
  server = await hubspotServer();
});
afterAll(() => server.close());

const { signal: abort } = new AbortController();
const traits = { email: 'ana@example.com', firstName: 'Ana', lastName: 'Ruiz', phone: '+34600123456', company: 'Acme' };
const identify = { type: 'identify', userId: traits.email, timestamp: '2026-11-22T08:00:00.000Z', traits };
/** What Segment maps by default, by the name that both give the property. */
const known = { email: 'email', company: 'company', firstname: 'firstName', lastname: 'lastName', phone: 'phone' };
/** Segment speaks v3; ours are the newest dates. */
const undated = (target: string) =>
  target.replace(/^(\/crm\/objects|\/events)\/\d{4}-\d\d\//, (_all, place) => `${place}/`);
const unversioned = (target: string) => target.replace('/crm/v3/objects/', '/crm/objects/').replace('/v3/', '/');

async function theirs(
  action: string,
  payload: object,
  more: object,
  answers: readonly (readonly [number, object])[] = [[200, { id: '1', properties: {} }]],
) {
  const { requests, url } = await recorder(() => answers[Math.min(requests.length, answers.length) - 1] ?? [200, {}]);
  await sendToHubSpot(action, payload, url, more);
  return requests.map(({ method, url: target, text }) => ({
    method,
    target: unversioned(target),
    body: JSON.parse(text),
  }));
}

async function ours(work: (plugin: ReturnType<HubSpotServer['plugin']>) => Promise<unknown>) {
  const before = server.requests.length;
  await work(server.plugin());
  const requests = server.requests.slice(before).filter(({ target }) => !target.startsWith('/crm/properties/'));
  return requests.map(({ method, target, body }) => ({ method, target: undated(target), body }));
}

it('find a contact by the same property, and write the same values under names of ours', async () => {
  const update: PersonUpdate = { person: { userId: traits.email }, traits, segments: ['vip'] };
  const [own] = await ours((plugin) => plugin.destinations[0].write([update], { abort }));
  const own1 = own?.body.inputs[0];
  const [patch, create] = await theirs('upsertContact', identify, {}, [
    [404, {}],
    [201, { id: '1', properties: {} }],
  ]);
  // The same contact. They ask twice where it is new, one contact each; ours is one upsert of up to a hundred.
  expect([patch?.method, patch?.target]).toEqual([
    'PATCH',
    `/crm/objects/contacts/${own1.id}?idProperty=${own1.idProperty}`,
  ]);
  expect([create?.method, create?.target, create?.body]).toEqual(['POST', '/crm/objects/contacts', patch?.body]);
  expect([own?.method, own?.target]).toEqual(['POST', '/crm/objects/contacts/batch/upsert']);
  // The same values. Theirs go over what the CRM has, ours beside it, and say to which segments she belongs.
  const values = Object.entries(known).map(([property, trait]) => [
    patch?.body.properties[property],
    own1.properties[`sintonia_${trait.toLowerCase()}`],
  ]);
  expect(values).toEqual(Object.values(known).map((trait) => Array(2).fill(traits[trait as keyof typeof traits])));
  expect(Object.keys(patch?.body.properties).toSorted()).toEqual(Object.keys(known).toSorted());
  expect(own1.properties.sintonia_segments).toBe(';vip;');
});

it('write many at once in one request of ours, and in two of theirs', async () => {
  const people = ['ana@example.com', 'Ben@Example.com'];
  const updates = people.map((userId) => ({ person: { userId }, traits: { plan: 'pro' }, segments: [] }));
  const own = await ours((plugin) => plugin.destinations[0].write(updates, { abort }));
  const events = people.map((email) => ({ ...identify, userId: email, traits: { email } }));
  const numErrors = people.length;
  const ids = people.map((email) => email.toLowerCase());
  const errors = [{ status: 'error', category: 'OBJECT_NOT_FOUND', context: { ids } }];
  const asked = await theirs('upsertContact', events, { enable_batching: true, properties: { sintonia_plan: 'pro' } }, [
    [207, { results: [], numErrors, errors }],
    [201, { results: [] }],
  ]);
  expect(own.map(({ target }) => target)).toEqual(['/crm/objects/contacts/batch/upsert']);
  expect(asked.map(({ target }) => target)).toEqual([
    '/crm/objects/contacts/batch/read',
    '/crm/objects/contacts/batch/create',
  ]);
  const plans = (inputs: { properties: Record<string, string> }[]) =>
    inputs.map(({ properties }) => properties.sintonia_plan);
  expect(plans(own[0]?.body.inputs)).toEqual(plans(asked[1]?.body.inputs));
  // They look for addresses in lower case; ours leave that to HubSpot, which keeps them so.
  expect(own[0]?.body.inputs.map(({ id }: { id: string }) => id.toLowerCase())).toEqual(
    asked[0]?.body.inputs.map(({ id }: { id: string }) => id),
  );
});

const properties = { order_id: 'o-1', revenue: 12.5, gift: true, products: [{ product_id: 'mug' }], none: null };
const event = { name: 'pe1_order_completed', at: '2026-11-22T08:00:00.000Z', person: { userId: traits.email } };

it('send the same event, which ours names so that it counts once', async () => {
  const mapped = { eventName: event.name, email: traits.email, properties };
  const track = { type: 'track', event: 'Order Completed', userId: traits.email, timestamp: event.at, properties };
  const [their] = await theirs('sendCustomBehavioralEvent', track, mapped, [[204, {}]]);
  const [own] = await ours((plugin) => plugin.sendEvents([{ ...event, id: 'o-1', properties }], agreeing));
  expect([own?.method, own?.target, their?.method, their?.target]).toEqual([
    'POST',
    '/events/send/batch',
    'POST',
    '/events/send',
  ]);
  const [{ uuid, properties: ownProperties, ...rest }] = own?.body.inputs ?? [{}];
  const { properties: theirProperties, ...same } = their?.body ?? {};
  expect(rest).toEqual(same);
  expect(uuid).toMatch(/^[\da-f]{8}-/);
  // Ours are texts, as HubSpot's description has them, and a list is JSON as a whole.
  expect(theirProperties).toEqual({ order_id: 'o-1', revenue: 12.5, gift: true, products: '{"product_id":"mug"}' });
  expect(ownProperties).toEqual({
    order_id: 'o-1',
    revenue: '12.5',
    gift: 'true',
    products: '[{"product_id":"mug"}]',
  });
});
