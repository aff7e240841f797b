import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '@sintonia/core';
import type { HubSpotOptions } from '@sintonia/hubspot';
import type { Engine } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';
import { inMemory } from '@sintonia/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hubspotAccount } from './hubspot-account.fixture.js';

const [old, renamed] = [{ userId: 'a@example.com' }, { userId: 'b@example.com' }];
const { options, clock } = inMemory();
let folder: string;
let account: ReturnType<typeof hubspotAccount>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sintonia-renamed-'));
  account = hubspotAccount(clock.now);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process of its own: nothing is remembered but what is in the file, and at HubSpot. */
async function inProcess<Result>(work: (engine: Engine) => Promise<Result>, given: Partial<HubSpotOptions> = {}) {
  const store = sqlite(join(folder, 'people.db'));
  const engine = await createEngine({ ...options, store, plugins: [account.plugin(given)] });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}
const receive = (events: readonly object[], given?: Partial<HubSpotOptions>) =>
  inProcess((engine) => engine.receive('hubspot', account.signed(events)), given);
const backfill = (given?: Partial<HubSpotOptions>) => inProcess((engine) => engine.backfill('hubspot'), given);

const known = (...people: readonly { userId: string }[]) =>
  inProcess((engine) => Promise.all(people.map(async (person) => (await engine.profileOf(person)).traits)));
/** What each has said about marketing. */
const saidBy = (...people: readonly { userId: string }[]) =>
  inProcess((engine) =>
    Promise.all(people.map(async (person) => (await engine.privacy.stateAt(person)).marketing?.because)),
  );

/** Ana is known, agrees, and has another address from now on. */
async function anaIsRenamed(): Promise<object> {
  account.put(123, { email: old.userId, firstname: 'Ana' });
  await backfill();
  clock.advance(1000);
  account.put(123, { email: renamed.userId });
  return account.changed(123, 'email', renamed.userId);
}

async function bothAgree(): Promise<void> {
  await inProcess(async (engine) => {
    for (const person of [old, renamed]) await engine.privacy.grant({ ...person, purposes: ['marketing'] });
  });
  clock.advance(1000);
}

const nothing = [{}, {}];

describe('somebody whose address changed at HubSpot', () => {
  it.each(['webhook', 'backfill', 'both', 'both, twice'])(
    'is out of mail and deleted whole: told by %s',
    async (by) => {
      const change = await anaIsRenamed();
      for (let times = by.includes('twice') ? 2 : 1; times > 0; times--) {
        if (by !== 'backfill') await receive([change]);
        if (by !== 'webhook') await backfill();
      }
      await bothAgree();
      expect(await saidBy(old, renamed)).toEqual(['granted', 'granted']);
      await receive([account.changed(123, 'hs_email_optout', 'true')]);
      expect(await saidBy(old, renamed)).toEqual(['withdrawn', 'withdrawn']);
      expect((await known(renamed))[0]).toMatchObject({ email: renamed.userId });
      account.remove(123);
      const deletion = account.event('contact.privacyDeletion', 123);
      await receive([deletion]);
      expect(await known(old, renamed)).toEqual(nothing);
      // What comes late, or again, brings nobody back.
      await receive([change, deletion]);
      expect(await known(old, renamed)).toEqual(nothing);
    },
  );

  it('is out under an address that we have not heard of yet', async () => {
    const change = await anaIsRenamed();
    await bothAgree();
    const out = account.changed(123, 'hs_email_optout', 'true');
    await receive([out]);
    await receive([change]);
    expect(await saidBy(old, renamed)).toEqual(['withdrawn', 'withdrawn']);
  });

  it('is deleted before we hear of the change, and stays so', async () => {
    const change = await anaIsRenamed();
    account.remove(123);
    await receive([account.event('contact.privacyDeletion', 123)]);
    await receive([change]);
    await receive([account.changed(123, 'phone', '1')]);
    expect(await known(old, renamed)).toEqual([{}, {}]);
  });

  it('has several addresses after one another, all of which are found', async () => {
    await anaIsRenamed();
    await backfill();
    const others = ['c', 'd', 'e'].map((name) => ({ userId: `${name}@example.com` }));
    for (const { userId } of others) {
      clock.advance(1000);
      account.put(123, { email: userId });
      await receive([account.changed(123, 'email', userId)]);
    }
    account.put(123, { email: renamed.userId });
    await receive([account.changed(123, 'email', renamed.userId)]);
    await receive([account.changed(123, 'hs_email_optout', 'true')]);
    const all = [old, renamed, ...others];
    expect(await saidBy(...all)).toEqual(all.map(() => 'withdrawn'));
    expect((await known(...all)).filter(({ email }) => email === undefined)).toEqual([]);
    account.remove(123);
    await receive([account.event('contact.privacyDeletion', 123)]);
    expect(await known(...all)).toEqual(all.map(() => ({})));
  });

  it('hears of other changes under the present address, where the old one was never known', async () => {
    account.put(123, { email: old.userId });
    clock.advance(1000);
    account.put(123, { email: renamed.userId });
    await backfill();
    await receive([account.changed(123, 'phone', '1')]);
    expect(await known(old, renamed)).toEqual([{}, { email: renamed.userId, phone: '1' }]);
  });
});

describe('contacts that are merged', () => {
  const ids = [{ userId: '1' }, { userId: '2' }, { userId: '8' }];
  const merge = (more: object = {}) =>
    account.event('contact.merge', 1, { primaryObjectId: 1, mergedObjectIds: [1, 2], newObjectId: 8, ...more });

  it.each(['email', 'hs_object_id'])(
    'are out of mail and deleted together, where %s names people',
    async (idProperty) => {
      account.put(1, { email: old.userId });
      account.put(2, { email: renamed.userId });
      await backfill({ idProperty });
      for (const id of [1, 2]) account.remove(id);
      const both = { hs_merged_object_ids: '1;2', hs_additional_emails: renamed.userId };
      clock.advance(1000);
      account.put(8, { email: old.userId, ...both });
      await receive([merge()], { idProperty });
      await backfill({ idProperty });
      const people = idProperty === 'email' ? [old, renamed] : ids;
      expect((await known(...people)).filter(({ email }) => email === undefined)).toEqual([]);
      await receive([account.changed(8, 'hs_email_optout', 'true')], { idProperty });
      expect(await saidBy(...people)).toEqual(people.map(() => 'withdrawn'));
      account.remove(8);
      await receive([account.event('contact.privacyDeletion', 8)], { idProperty });
      expect(await known(...people)).toEqual(people.map(() => ({})));
    },
  );
});
