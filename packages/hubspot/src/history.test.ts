import type { BackfillPage, JsonValue } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { hubspotOfEachTest } from './each-test.fixture.js';
import type { HubSpotServer } from './hubspot-server.fixture.js';
import { mistakesIn } from './openapi.fixture.js';

const { signal: abort } = new AbortController();
const _ana = { userId: 'ana@example.com' };
const hubspot = hubspotOfEachTest();

async function pagesOf(options: Parameters<HubSpotServer['plugin']>[0], since = 0, checkpoint?: JsonValue) {
  const pages: BackfillPage[] = [];
  const request = { since, abort, ...(checkpoint !== undefined && { checkpoint }) };
  for await (const page of hubspot.server.plugin(options).collectors[0].backfill(request)) pages.push(page);
  return pages;
}

it('a request that is wrong by the official description would be found', (context) => {
  const wrong = mistakesIn('POST', '/crm/objects/2026-09/contacts/search', { limit: 'many' });
  if (wrong.length === 0) context.skip('../shared/specs is absent');
  expect(wrong.length).toBeGreaterThan(3);
  expect(mistakesIn('POST', '/crm/objects/2026-09/contacts/gdpr-delete', { objectId: '1', email: 'x' })).toHaveLength(
    1,
  );
  expect(mistakesIn('GET', '/crm/objects/2026-09/contacts/1?fields=a', undefined)).toHaveLength(1);
  expect(mistakesIn('POST', '/crm/objects/2027-01/contacts/search', {})).toHaveLength(1);
});

describe('backfill', () => {
  it('reads everybody who changed since, once, and goes on behind a checkpoint', async () => {
    for (let count = 0; count < 250; count++) hubspot.server.add({ email: `p${count}@example.com` }, 1000 + count);
    const pages = await pagesOf({}, 1010);
    expect(pages.map(({ identities, fraction }) => [identities?.length, fraction])).toEqual([
      [200, 100 / 240],
      [200, 200 / 240],
      [80, 1],
    ]);
    expect(await pagesOf({}, 1010, pages[0]?.checkpoint)).toEqual(pages.slice(1));
    await expect(pagesOf({}, 0, { after: 'x', done: 1 })).rejects.toMatchObject({ field: 'checkpoint.after' });
  });

  it('tells traits that are there, merged records, and what was said of subscriptions', async () => {
    const properties = { email: 'ana@example.com', firstname: 'Ana', phone: '', customer: 'u-1' };
    hubspot.server.add({ ...properties, hs_merged_object_ids: '55;56' });
    const status = (subscriptionId: number, status: string, timestamp: string) => {
      return {
        subscriberIdString: 'Ana@example.com',
        subscriptionId,
        status,
        timestamp,
        channel: 'EMAIL',
        source: 'x',
      };
    };
    hubspot.server.statuses.set('ana@example.com', [
      status(7, 'UNSUBSCRIBED', '2026-02-01T00:00:00Z'),
      status(8, 'SUBSCRIBED', '2026-01-01T00:00:00Z'),
      status(9, 'NOT_SPECIFIED', '2026-01-01T00:00:00Z'),
    ]);
    const subscriptions = { 7: 'marketing/news', 8: 'marketing', 9: 'marketing/x' };
    const [page] = await pagesOf({ idProperty: 'customer', subscriptions });
    const person = { userId: 'u-1', anonymousId: 'hubspot-101' };
    expect(page?.identities).toEqual([
      { ...person, traits: { email: 'ana@example.com', firstName: 'Ana' } },
      { ...person, anonymousId: 'hubspot-101-1' },
      { ...person, anonymousId: 'hubspot-55' },
      { ...person, anonymousId: 'hubspot-56' },
    ]);
    const said = { ...person, source: 'hubspot' };
    expect(page?.consents).toEqual([
      { ...said, purposes: ['marketing'], granted: true, at: Date.UTC(2026, 0, 1) },
      { ...said, purposes: ['marketing/news'], granted: false, at: Date.UTC(2026, 1, 1) },
    ]);
  });

  it('takes the way out of all mail as a no to all, whatever single subscriptions say, for all that the contact was', async () => {
    const contact = hubspot.server.add({ email: 'old@example.com' }, 1000);
    hubspot.server.change(contact, 'email', 'ana@example.com', 2000);
    hubspot.server.change(contact, 'hs_email_optout', 'true', 3000);
    const said = { subscriberIdString: 'ana@example.com', channel: 'EMAIL', status: 'SUBSCRIBED', timestamp: 'soon' };
    hubspot.server.statuses.set('ana@example.com', [
      { ...said, subscriptionId: 7, timestamp: '2026-02-01T00:00:00Z' },
      { ...said, subscriptionId: 8, status: 'UNSUBSCRIBED' },
    ]);
    const [page] = await pagesOf({ subscriptions: { 7: 'marketing/news', 8: 'marketing/x' } });
    const person = { userId: 'ana@example.com', anonymousId: 'hubspot-101' };
    const no = { granted: false, source: 'hubspot' };
    const single = { ...no, purposes: ['marketing/x'], at: expect.any(Number) };
    const all = { ...no, purposes: ['marketing', 'marketing/news', 'marketing/x'], at: 3000 };
    const before = { userId: 'old@example.com' };
    expect(page?.consents).toEqual([
      { ...person, ...single },
      { ...before, ...single },
      { ...person, ...all },
      { ...before, ...all },
    ]);
    expect(page?.identities?.slice(1)).toEqual([{ ...person, anonymousId: 'hubspot-101-2' }]);
  });

  it('takes no yes of which nobody knows when it was said', async () => {
    hubspot.server.add({ email: 'ana@example.com' });
    const said = { subscriberIdString: 'ana@example.com', subscriptionId: 7, channel: 'EMAIL', timestamp: 'soon' };
    hubspot.server.statuses.set('ana@example.com', [{ ...said, status: 'SUBSCRIBED' }]);
    expect((await pagesOf({ subscriptions: { 7: 'marketing/news' } }))[0]?.consents).toEqual([]);
  });

  it('leaves out of a contact what no engine would take, and reads the rest', async () => {
    hubspot.server.add({ email: 'ana@example.com', firstname: 'x'.repeat(10_001), phone: '1', zone: 'Mars/Base' });
    const [page] = await pagesOf({
      traits: { email: 'email', firstname: 'firstName', phone: 'phone', zone: 'timezone' },
    });
    expect(page?.identities?.[0]?.traits).toEqual({ email: 'ana@example.com', phone: '1' });
  });
});
