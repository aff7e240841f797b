import { createEngine } from '@sintonia/core';
import { inMemory } from '@sintonia/testing';
import { beforeEach, expect, it } from 'vitest';
import { hubspotAccount } from './hubspot-account.fixture.js';

const { options, clock } = inMemory();
const ana = { userId: 'ana@example.com' };
let account: ReturnType<typeof hubspotAccount>;
beforeEach(() => {
  account = hubspotAccount(clock.now);
});
const times = <Result>(count: number, work: (index: number) => Result) =>
  Array.from({ length: count }, (_, index) => work(index));

it('a webhook of HubSpot that comes a hundred times at once has one effect', async () => {
  const signals = { lifecyclestage: 'Stage Changed' };
  const engine = await createEngine({ ...options, plugins: [account.plugin({ signals })] });
  const change = account.changed(123, 'lifecyclestage', 'customer');
  const request = account.signed([account.event('contact.creation', 123), change]);
  const results = await Promise.all(times(100, () => engine.receive('hubspot', request)));
  expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
  expect((await engine.profileOf({ anonymousId: 'hubspot-123' })).counts).toEqual({ 'Stage Changed': 1 });
  // HubSpot's next attempts say which they are.
  const again = times(100, (index) => engine.receive('hubspot', account.signed([{ ...change, attemptNumber: index }])));
  expect((await Promise.all(again)).every(({ accepted }) => accepted === 0)).toBe(true);
  await engine.close();
});

it('one of a hundred events is taken, and an erasure forgets the person, whichever id it names', async () => {
  const engine = await createEngine({ ...options, plugins: [account.plugin()] });
  account.put(123, { email: ana.userId });
  const change = account.changed(123, 'email', ana.userId);
  await engine.receive('hubspot', account.signed(times(100, (eventId) => ({ ...change, eventId }))));
  expect((await engine.profileOf(ana)).traits).toEqual({ email: ana.userId });
  account.remove(123);
  await engine.receive('hubspot', account.signed([account.event('contact.privacyDeletion', 123)]));
  expect((await engine.profileOf(ana)).traits).toEqual({});
  await engine.close();
});

it('a deletion that comes a hundred times at once, each an attempt of its own, is done here and not asked of HubSpot again', async () => {
  const engine = await createEngine({ ...options, plugins: [account.plugin()] });
  account.put(7, { email: 'eva@example.com' });
  await engine.backfill('hubspot');
  const deletion = account.event('contact.privacyDeletion', 7);
  const attempts = times(100, (attemptNumber) => account.signed([{ ...deletion, attemptNumber }]));
  await Promise.all(attempts.map((attempt) => engine.receive('hubspot', attempt)));
  // By then another contact may have the address.
  expect(account.requests).not.toContain('gdpr-delete');
  expect(account.contacts.size).toBe(1);
  expect((await engine.profileOf({ userId: 'eva@example.com' })).traits).toEqual({});
  await engine.close();
});

it('an event that nobody can read costs no other of its batch', async () => {
  const engine = await createEngine({ ...options, plugins: [account.plugin()] });
  account.put(123, { email: ana.userId });
  await engine.backfill('hubspot');
  await engine.privacy.grant({ ...ana, purposes: ['marketing'] });
  clock.advance(1000);
  const { objectId: _, ...association } = account.event('contact.associationChange', 1) as { objectId: number };
  const broken = [{ ...association, fromObjectId: 1, toObjectId: 9 }, account.event('contact.creation', -1)];
  const out = account.changed(123, 'hs_email_optout', 'true');
  const long = account.changed(123, 'firstname', 'x'.repeat(20_000));
  await engine.receive('hubspot', account.signed([...broken, long, account.changed(123, 'phone', '1'), out]));
  expect((await engine.profileOf(ana)).traits).toEqual({ email: ana.userId, phone: '1' });
  expect((await engine.privacy.stateAt(ana)).marketing).toMatchObject({ granted: false });
  await engine.close();
});

it('a batch of which HubSpot refuses some reaches all others, and tells how many it did not', async () => {
  const refused = new Set(['p3@example.com', 'p42@example.com']);
  const written = new Set<string>();
  const fetch: typeof globalThis.fetch = async (url, init) => {
    if (!`${url}`.endsWith('/batch/upsert')) return Response.json({ results: [] });
    const { inputs } = JSON.parse(`${init?.body}`) as { inputs: { id: string; objectWriteTraceId: string }[] };
    const [bad, good] = [true, false].map((is) => inputs.filter(({ id }) => refused.has(id) === is));
    for (const { id } of good ?? []) written.add(id);
    const results = good?.map(({ id, objectWriteTraceId }) => ({ id, objectWriteTraceId, properties: {} }));
    const errors = bad?.map(({ objectWriteTraceId }) => ({
      category: 'VALIDATION_ERROR',
      context: { objectWriteTraceId: [objectWriteTraceId] },
    }));
    return Response.json({ status: 'COMPLETE', results, numErrors: bad?.length, errors }, { status: 207 });
  };
  const engine = await createEngine({ ...inMemory().options, plugins: [account.plugin({ fetch })] });
  for (const index of times(100, (each) => each)) {
    await engine.identify({ userId: `p${index}@example.com`, traits: { plan: 'pro' } });
  }
  const report = await engine.sync('hubspot', { traits: ['plan'] });
  expect(report).toMatchObject({ written: 98 });
  expect([...refused].filter((id) => written.has(id))).toEqual([]);
  await engine.close();
});
