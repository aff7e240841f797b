import { describe, expect, it } from 'vitest';
import { hubspotOfEachTest } from './each-test.fixture.js';
import { answering } from './hubspot-server.fixture.js';

const { signal: abort } = new AbortController();
const ana = { userId: 'ana@example.com' };
const hubspot = hubspotOfEachTest();

describe('people', () => {
  it('can be seen and are removed for good, whatever names them; who is none there is erased already', async () => {
    hubspot.server.add({ email: 'ana@example.com', customer: 'u-1' });
    hubspot.server.add({ email: 'ben@example.com', customer: 'u-2' });
    hubspot.server.add({ email: 'eva@example.com' });
    expect(await hubspot.server.plugin().export(ana)).toMatchObject({ id: '101' });
    await hubspot.server.plugin().erase(ana);
    await hubspot.server.plugin({ idProperty: 'customer' }).erase({ userId: 'u-2' });
    await hubspot.server.plugin().erase({ anonymousId: 'hubspot-103' });
    expect(hubspot.server.contacts.size).toBe(0);
    await hubspot.server.plugin().erase(ana);
    await hubspot.server.plugin().erase({ anonymousId: 'hubspot-103' });
    await hubspot.server.plugin({ idProperty: 'customer' }).erase({ userId: 'u-2' });
    await hubspot.server.plugin().erase({ anonymousId: 'a-visitor' });
    // Who is erased may come back, and who was never there may come.
    expect([...hubspot.server.blocked]).toEqual([]);
    expect(await hubspot.server.plugin().export(ana)).toBeNull();
  });

  it('are deleted once, however often that is asked for at once', async () => {
    const { id } = hubspot.server.add({ email: 'ana@example.com' });
    const plugin = hubspot.server.plugin();
    const again = Array.from({ length: 100 }, () => [
      plugin.erase(ana),
      plugin.erase({ anonymousId: `hubspot-${id}` }),
    ]);
    await Promise.all(again.flat());
    const deletions = hubspot.server.requests.filter(({ target }) => target.endsWith('/gdpr-delete'));
    expect(deletions.map(({ body }) => body)).toEqual([{ objectId: id }]);
  });

  it('are deleted at the next try, where HubSpot could not', async () => {
    hubspot.server.add({ email: 'ana@example.com' });
    const plugin = hubspot.server.plugin();
    hubspot.server.state.behaviours = [hubspot.server.asItIs, answering(401), hubspot.server.asItIs];
    await expect(plugin.erase(ana)).rejects.toMatchObject({ code: 'SINTONIA_PLATFORM_UNAUTHORISED' });
    await plugin.erase(ana);
    expect(hubspot.server.contacts.size).toBe(0);
  });

  it('are shown without anything being made for it', async () => {
    hubspot.server.add({ email: 'ana@example.com' });
    expect(await hubspot.server.plugin().export(ana)).toMatchObject({ id: '101' });
    expect(hubspot.server.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(hubspot.server.groups.size).toBe(0);
  });

  it('keep their contact where only what is ours is erased', async () => {
    const plugin = hubspot.server.plugin({ erasure: 'ours' });
    await plugin.destinations[0].write([{ person: ana, traits: { plan: 'pro' }, segments: ['vip'] }], { abort });
    await plugin.erase(ana);
    const left = Object.entries(hubspot.server.find('ana@example.com', 'email')?.properties ?? {});
    expect(left.filter(([, value]) => value !== '')).toEqual([['email', 'ana@example.com']]);
  });

  it('are subscribed and unsubscribed', async () => {
    const plugin = hubspot.server.plugin({ subscriptions: { 7: 'marketing/news' } });
    const change = { email: 'ana@example.com', purpose: 'marketing/news' };
    await plugin.setSubscription({ ...change, granted: false });
    await plugin.setSubscription({ ...change, granted: true });
    expect(hubspot.server.requests.map(({ body }) => [body.statusState, body.legalBasis])).toEqual([
      ['UNSUBSCRIBED', undefined],
      ['SUBSCRIBED', 'CONSENT_WITH_NOTICE'],
    ]);
    await expect(plugin.setSubscription({ ...change, purpose: 'x', granted: true })).rejects.toMatchObject({
      field: 'purpose',
    });
  });
});
