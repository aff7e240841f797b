import { Client } from '@hubspot/api-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agreeing } from './agreeing.fixture.js';
import { answering, type HubSpotServer, hubspotServer, type Taken } from './hubspot-server.fixture.js';

/** HubSpot's own client, and ours, before the same server. The client speaks v3 where dated versions are newer. */
let server: HubSpotServer;
let client: Client;
beforeAll(async () => {
  server = await hubspotServer();
  client = new Client({ accessToken: 'pat-hunter-2', basePath: server.url, numberOfApiCallRetries: 0 });
});
afterAll(() => server.close());

const { signal: abort } = new AbortController();
const undated = (target: string) =>
  decodeURIComponent(target)
    .replace(/\/crm\/objects\/2026-09\//, '/crm/v3/objects/')
    .replace('/crm/properties/2026-03/', '/crm/v3/properties/')
    .replace('/events/2026-03/', '/events/v3/')
    .replace(/\/$/, '');

/** The requests that some work makes, as far as both must agree. */
async function asked(work: () => Promise<unknown>): Promise<Pick<Taken, 'method' | 'target' | 'body'>[]> {
  const before = server.requests.length;
  await work().catch(() => undefined);
  return server.requests.slice(before).map(({ method, target, body }) => ({ method, target: undated(target), body }));
}

const upserted = {
  id: 'ana@example.com',
  idProperty: 'email',
  properties: { sintonia_plan: 'pro', sintonia_segments: ';vip;' },
};
const property = {
  name: 'sintonia_plan',
  label: 'sintonia: plan',
  groupName: 'sintonia',
  type: 'string',
  fieldType: 'textarea',
};

it("asks for the paths and sends the bodies that HubSpot's own client does", async () => {
  const ours = await asked(() =>
    server
      .plugin({ lists: true })
      .destinations[0].write([{ person: { userId: upserted.id }, traits: { plan: 'pro' }, segments: ['vip'] }], {
        abort,
      }),
  );
  const { crm } = client;
  const theirs = await asked(async () => {
    const properties = crm.properties.coreApi;
    await properties.getAll('contacts').catch(() => {});
    await crm.properties.groupsApi.create('contacts', { name: 'sintonia', label: 'Sintonia' }).catch(() => {});
    const segments = { ...property, name: 'sintonia_segments', label: 'sintonia: segments' };
    await properties.create('contacts', segments as never).catch(() => {});
    await properties.create('contacts', property as never).catch(() => {});
    await crm.contacts.batchApi.upsert({ inputs: [{ ...upserted, objectWriteTraceId: '0' }] }).catch(() => {});
    const search = { query: 'sintonia:', processingTypes: ['MANUAL'], additionalProperties: [], offset: 0, count: 500 };
    await crm.lists.listsApi.doSearch(search as never).catch(() => {});
    const list = { name: 'sintonia: vip', objectTypeId: '0-1', processingType: 'MANUAL' };
    await crm.lists.listsApi.create(list as never).catch(() => {});
    const change = { recordIdsToAdd: ['101'], recordIdsToRemove: [] };
    await crm.lists.membershipsApi.addAndRemove('1' as never, change as never).catch(() => {});
  });
  // Whatever the client adds by itself, such as `archived=false`, is a default.
  const plain = (requests: typeof ours) =>
    requests.map(({ target, ...request }) => ({ ...request, target: target.replace(/\/?\?.*$/, '') }));
  expect(plain(ours)).toEqual(plain(theirs));
  expect(ours).toHaveLength(8);
});

it('searches, deletes and sends as it does', async () => {
  server.state.behaviours = [answering(200, { results: [{ id: '101' }], total: 1, id: '101' })];
  const plugin = server.plugin({ traits: { phone: 'phone' } });
  const ours = await asked(async () => {
    for await (const _page of plugin.collectors[0].backfill({ since: 5, abort }));
    await plugin.erase({ userId: 'ana@example.com' });
    await plugin.sendEvents(
      [{ id: 'o-1', name: 'pe1_x', person: { userId: 'ana@example.com' }, at: 0, properties: { a: 1 } }],
      agreeing,
    );
  });
  const uuid = ours.at(-1)?.body.inputs[0].uuid;
  const theirs = await asked(async () => {
    const filters = [
      { propertyName: 'lastmodifieddate', operator: 'GTE', value: '5' },
      { propertyName: 'hs_object_id', operator: 'GT', value: '0' },
    ];
    const properties = ['email', 'hs_email_optout', 'hs_merged_object_ids', 'phone'];
    const search = { filterGroups: [{ filters }], sorts: ['hs_object_id'], properties, limit: 100, after: '0' };
    await client.crm.contacts.searchApi.doSearch(search as never).catch(() => {});
    const read = {
      inputs: [{ id: '101' }],
      properties: ['email', 'hs_additional_emails', 'hs_merged_object_ids'],
      propertiesWithHistory: ['email', 'hs_email_optout'],
    };
    await client.crm.contacts.batchApi.read(read).catch(() => {});
    const none = [undefined, undefined, undefined, undefined] as const;
    await client.crm.contacts.basicApi.getById('ana@example.com', ...none, 'email').catch(() => {});
    await client.crm.contacts.basicApi.purge({ objectId: '101' }).catch(() => {});
    const event = {
      eventName: 'pe1_x',
      uuid,
      email: 'ana@example.com',
      occurredAt: new Date(0),
      properties: { a: '1' },
    };
    await client.events.send.batchApi.send({ inputs: [event] }).catch(() => {});
  });
  expect(ours).toEqual(theirs);
  expect(ours).toHaveLength(5);
});
