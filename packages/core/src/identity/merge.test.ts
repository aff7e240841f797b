import type { EngineEvents } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import type { EngineOptions } from '../engine-options.js';
import { coded, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const phone = { anonymousId: 'phone' };
const both = { ...ana, ...phone };

async function listened(options: Pick<EngineOptions, 'identity'> = {}) {
  const all = await testEngine(options);
  const told: EngineEvents['identity'][] = [];
  all.engine.on('identity', (event) => void told.push(event));
  const order = (who: object, value: number) => all.engine.collect({ ...who, type: 'Order Completed', value } as never);
  return { ...all, told, order };
}

describe('identify with both ids', () => {
  it('has what the device sent, and will send, count for the person', async () => {
    const { engine, told, order } = await listened();
    await order(phone, 3);
    await order(ana, 5);
    const profile = await engine.identify(both);
    expect(profile).toMatchObject({ userId: 'ana', anonymousIds: ['phone'], revenue: 8 });
    await order(phone, 7);
    const later = await engine.profileOf(ana);
    expect(later).toMatchObject({ counts: { 'Order Completed': 3 }, revenue: 15 });
    expect(await engine.profileOf(phone)).toEqual(later);
    expect(told).toEqual([{ change: 'merged', ...both, by: 'identify', at: expect.any(Number) }]);
  });

  it('changes nothing the second time', async () => {
    const { engine, told } = await listened();
    await engine.identify(both);
    expect(await engine.identify(both)).toMatchObject({ anonymousIds: ['phone'] });
    expect(told).toHaveLength(1);
  });

  it('lets what is told of the person win over what was told of the visitor, also that it is gone', async () => {
    const { engine } = await testEngine();
    const visitor = await engine.identify({ ...phone, traits: { plan: 'trial', theme: 'dark', city: 'Lima' } });
    expect(visitor).toMatchObject({ person: '~phone', traits: { plan: 'trial' } });
    expect((await engine.identify({ ...both, traits: { plan: 'pro', city: null } })).traits).toEqual({
      plan: 'pro',
      theme: 'dark',
    });
    expect((await engine.identify({ ...phone, traits: { plan: 'free', theme: null, age: 30 } })).traits).toEqual({
      plan: 'pro',
      age: 30,
    });
    await engine.identity.unmerge(both);
    expect((await engine.profileOf(ana)).traits).toEqual({ plan: 'pro' });
    expect((await engine.profileOf(phone)).traits).toEqual({ plan: 'free', city: 'Lima', age: 30 });
  });

  it('never merges two people who use one browser', async () => {
    const { engine, told, order } = await listened();
    await order(phone, 1);
    await engine.identify(both);
    await order(phone, 10);
    await engine.identify({ userId: 'ben', ...phone });
    await order(phone, 100);
    await order({ userId: 'ben', ...phone }, 1_000);
    expect(await engine.profileOf(ana)).toMatchObject({ revenue: 11, anonymousIds: ['phone'] });
    expect(await engine.profileOf({ userId: 'ben' })).toMatchObject({ revenue: 1_000, anonymousIds: [] });
    const nobody = await engine.profileOf(phone);
    expect(nobody).toMatchObject({ revenue: 100, anonymousIds: [] });
    expect(nobody.userId).toBeUndefined();
    expect(told.map(({ change, userId }) => [change, userId])).toEqual([
      ['merged', 'ana'],
      ['shared', 'ana'],
    ]);
    await engine.identify(both);
    await order(phone, 10_000);
    expect(told.at(-1)).toEqual({ change: 'refused', ...both, because: 'shared' });
    expect(await engine.profileOf(ana)).toMatchObject({ revenue: 11 });
    expect(await engine.profileOf(phone)).toMatchObject({ revenue: 10_100 });
  });

  it('leaves placeholders, known people and what is too much alone, and goes on', async () => {
    const { engine, told } = await listened({ identity: { mostDevices: 2, mostMerges: 1 } });
    await engine.identify({ userId: 'ben' });
    const link = (anonymousId: string, userId = 'ana') => engine.identify({ userId, anonymousId, traits: { a: 1 } });
    expect((await link('null')).traits).toEqual({ a: 1 });
    await link('ben');
    for (const device of ['phone', 'desk', 'tablet']) await link(device);
    await engine.identity.unmerge(both);
    await link('phone');
    expect((await engine.profileOf(ana)).anonymousIds).toEqual(['desk']);
    expect(told.filter(({ change }) => change === 'refused')).toEqual([
      { change: 'refused', userId: 'ana', anonymousId: 'null', because: 'blocked' },
      { change: 'refused', userId: 'ana', anonymousId: 'ben', because: 'knownPerson' },
      { change: 'refused', userId: 'ana', anonymousId: 'tablet', because: 'tooManyDevices' },
      { change: 'refused', userId: 'ana', anonymousId: 'phone', because: 'mergedTooOften' },
    ]);
  });
});

describe('identity.merge', () => {
  it('is what Segment calls alias, and keeps a ledger of it', async () => {
    const { engine, testClock } = await testEngine();
    const at = testClock.now();
    await engine.identity.merge(both);
    await engine.identity.merge(both);
    const unmergedAt = testClock.advance(1_000);
    await engine.identity.unmerge(both);
    const ledger = [
      { change: 'merged', ...both, by: 'merge', at },
      { change: 'unmerged', ...both, by: 'unmerge', at: unmergedAt },
    ];
    expect(await engine.identity.ledgerOf(ana)).toEqual(ledger);
    expect(await engine.identity.ledgerOf(phone)).toEqual(ledger);
    expect(await engine.identity.ledgerOf({ userId: 'ben' })).toEqual([]);
  });

  it.each<[unknown, string, string]>([
    [undefined, 'INPUT_INVALID', 'input'],
    [{}, 'INPUT_INVALID', 'anonymousId'],
    [phone, 'PERSON_MISSING', 'userId'],
    [{ userId: '~ana', ...phone }, 'INPUT_INVALID', 'userId'],
    [{ userId: 'ana', anonymousId: 'a\nb' }, 'INPUT_INVALID', 'anonymousId'],
    [{ userId: 'Undefined', ...phone }, 'IDENTIFIER_BLOCKED', 'userId'],
    [{ userId: 'ana', anonymousId: '00000000-0000-0000-0000-000000000000' }, 'IDENTIFIER_BLOCKED', 'anonymousId'],
    [{ userId: 'ana', anonymousId: 'ben' }, 'IDENTITY_CONFLICT', 'anonymousId'],
    [{ userId: 'ana', anonymousId: 'bens-phone' }, 'IDENTITY_CONFLICT', 'anonymousId'],
    [{ userId: 'ben', anonymousId: 'third' }, 'IDENTITY_LIMIT', 'anonymousId'],
  ])('refuses %j', async (input, code, field) => {
    const { engine } = await testEngine({ identity: { mostDevices: 2 } });
    for (const anonymousId of ['bens-phone', 'bens-desk']) await engine.identity.merge({ userId: 'ben', anonymousId });
    await engine.collect({ userId: 'ben', type: 'Page Viewed' });
    await expect(engine.identity.merge(input as never)).rejects.toMatchObject(coded(code, field));
    expect((await engine.profileOf({ userId: 'ben' })).anonymousIds).toEqual(['bens-desk', 'bens-phone']);
    expect((await engine.profileOf(ana)).anonymousIds).toEqual([]);
  });

  it('says why, and never whose', async () => {
    const { engine } = await testEngine();
    await engine.identity.merge({ userId: 'ben', ...phone });
    const error = await engine.identity.merge(both).catch((thrown) => thrown);
    expect(error).toMatchObject({ ...coded('IDENTITY_CONFLICT'), details: { because: 'otherPerson' } });
    expect(error.message).not.toMatch(/ben|ana|phone/);
  });

  it('takes names that objects have for names', async () => {
    const { engine, order } = await listened();
    await order({ anonymousId: 'constructor' }, 2);
    await engine.identity.merge({ userId: '__proto__', anonymousId: 'constructor' });
    expect(await engine.profileOf({ userId: '__proto__' })).toMatchObject({
      revenue: 2,
      anonymousIds: ['constructor'],
    });
  });
});

describe('identity.unmerge', () => {
  it('refuses what was never merged, or with somebody else', async () => {
    const { engine } = await testEngine();
    await engine.identity.merge(both);
    const unknown = coded('IDENTITY_UNKNOWN', 'anonymousId');
    await expect(engine.identity.unmerge({ userId: 'ben', ...phone })).rejects.toMatchObject(unknown);
    await expect(engine.identity.unmerge({ ...ana, anonymousId: 'desk' })).rejects.toMatchObject(unknown);
    await engine.identity.unmerge(both);
    await expect(engine.identity.unmerge(both)).rejects.toMatchObject(unknown);
  });
});

describe('a user id that is a placeholder', () => {
  it('counts as not given where there is an anonymous id, and is refused where there is none', async () => {
    const { engine, order } = await listened();
    await order({ userId: 'null', ...phone }, 4);
    expect(await engine.profileOf({ userId: 'null', ...phone })).toMatchObject({ person: '~phone', revenue: 4 });
    const { refused } = await engine.collect([{ userId: 'null', type: 'Page Viewed' }], { onInvalid: 'skip' });
    expect(refused).toEqual([{ index: 0, code: 'SINTONIA_IDENTIFIER_BLOCKED', field: '[0].userId' }]);
    const blocked = coded('IDENTIFIER_BLOCKED', 'userId');
    const nobody = { userId: 'null' };
    await expect(engine.profileOf(nobody)).rejects.toMatchObject(blocked);
    await expect(engine.recommend(nobody)).rejects.toMatchObject(blocked);
    await expect(engine.segmentsOf(nobody)).rejects.toMatchObject(blocked);
    await expect(engine.feedback({ ...nobody, itemId: 'mug', kind: 'liked' })).rejects.toMatchObject(blocked);
    await expect(engine.privacy.grant({ ...nobody, purposes: ['marketing'] })).rejects.toMatchObject(blocked);
  });

  it('still has the rights of whoever it may be', async () => {
    const { engine } = await testEngine();
    await engine.privacy.withdraw({ userId: 'null', purposes: ['analytics'] });
    expect((await engine.privacy.export({ userId: 'null' })).consent).toHaveLength(1);
    expect(await engine.privacy.erase({ userId: 'null' })).toMatchObject({ entries: 1 });
  });

  it.each<[object, string]>([
    [{ blocked: 'null' }, 'identity.blocked'],
    [{ blocked: ['x', ''] }, 'identity.blocked[1]'],
    [{ allowed: Array(1_001).fill('x') }, 'identity.allowed'],
    [{ mostDevices: 0 }, 'identity.mostDevices'],
    [{ mostMerges: 1.5 }, 'identity.mostMerges'],
    [{ priority: ['email'] }, 'identity.priority'],
  ])('is blocked by options that are checked: %#', async (identity, field) => {
    await expect(testEngine({ identity: identity as never })).rejects.toMatchObject(coded('OPTION_INVALID', field));
  });
});
