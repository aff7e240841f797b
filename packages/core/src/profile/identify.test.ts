import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { coded, storeLike, testEngine } from '../test-engine.fixture.js';

describe('identify', () => {
  it('adds, replaces and removes traits, and remembers devices', async () => {
    const { engine } = await testEngine();
    await engine.identify({ userId: 'ana', anonymousId: 'phone', traits: { firstName: 'Ana', plan: 'free' } });
    const profile = await engine.identify({ userId: 'ana', anonymousId: 'desk', traits: { plan: null, age: 30 } });
    expect(profile).toMatchObject({ userId: 'ana', anonymousIds: ['desk', 'phone'] });
    expect(profile.traits).toEqual({ firstName: 'Ana', age: 30 });
    expect(await engine.profileOf({ userId: 'ana' })).toEqual(profile);
    expect(await engine.profileOf({ anonymousId: 'phone' })).toEqual(profile);
  });

  it('loses nothing of what is told at the same time', async () => {
    const store = memoryStore();
    const [one, other] = [await testEngine({ store: storeLike(store) }), await testEngine({ store })];
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        (index % 2 ? one : other).engine.identify({ userId: 'ana', traits: { [`trait-${index}`]: index } }),
      ),
    );
    const { traits } = await one.engine.profileOf({ userId: 'ana' });
    expect(Object.keys(traits)).toHaveLength(60);
  });

  it('leaves out traits that are known to be newer, whichever process heard of them', async () => {
    const store = memoryStore();
    const engines = [await testEngine({ store: storeLike(store) }), await testEngine({ store })];
    const now = engines[0]?.testClock.now() ?? 0;
    const tell = (traits: object, updatedAt?: number) =>
      engines[(updatedAt ?? 0) % 2]?.engine.identify({ userId: 'ana', traits, ...(updatedAt && { updatedAt }) });
    await tell({ plan: 'gold', city: 'Lugo' }, now - 3);
    await tell({ plan: 'free', lang: 'gl' }, now - 4);
    const profile = await tell({ city: null }, now - 1);
    expect(profile?.traits).toEqual({ plan: 'gold', lang: 'gl' });
    expect(profile).not.toHaveProperty('traitsAsOf');
    expect((await tell({ city: 'Vigo' }, now - 2))?.traits).toEqual({
      plan: 'gold',
      lang: 'gl',
    });
    // Without a time it is so now.
    await tell({ plan: 'silver' });
    expect((await tell({ plan: 'free' }, now - 1))?.traits).toEqual({ plan: 'silver', lang: 'gl' });
    expect((await tell({ plan: 'ahead' }, now + 1e9))?.traits.plan).toBe('ahead');
    expect((await tell({ plan: 'later' }, now))?.traits.plan).toBe('later');
  });

  it('has the newest, in whatever order it is told at once', async () => {
    const store = memoryStore();
    const engines = await Promise.all([1, 2, 3].map(() => testEngine({ store: storeLike(store) })));
    const now = engines[0]?.testClock.now() ?? 0;
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const at = now - ((index * 7) % 60);
        return engines[index % 3]?.engine.identify({ userId: 'ana', traits: { at }, updatedAt: at });
      }),
    );
    expect((await engines[0]?.engine.profileOf({ userId: 'ana' }))?.traits).toEqual({ at: now });
  });

  it.each<[unknown, string, string]>([
    [{ userId: 'ana', traits: {}, updatedAt: 'soon' }, 'INPUT_INVALID', 'updatedAt'],
    [undefined, 'INPUT_INVALID', 'input'],
    [{ traits: {} }, 'PERSON_MISSING', 'userId'],
    [{ userId: ' NULL ', anonymousId: 'phone' }, 'IDENTIFIER_BLOCKED', 'userId'],
    [{ userId: 'ana', anonymousId: '' }, 'INPUT_INVALID', 'anonymousId'],
    [{ userId: 'ana', traits: ['Ana'] }, 'INPUT_INVALID', 'traits'],
    [{ userId: 'ana', traits: { email: 7 } }, 'INPUT_INVALID', 'traits.email'],
    [{ userId: 'ana', traits: { timezone: 'Europe/Atlantis' } }, 'INPUT_INVALID', 'traits.timezone'],
    [{ userId: 'ana', traits: { seen: new Date(0) } }, 'INPUT_INVALID', 'traits.seen'],
    [{ userId: 'ana', traits: JSON.parse('{"__proto__":1}') }, 'INPUT_KEY_FORBIDDEN', 'traits'],
  ])('refuses %j', async (input, code, field) => {
    const { engine } = await testEngine();
    await expect(engine.identify(input as never)).rejects.toMatchObject(coded(code, field));
  });

  it('takes in no late news of somebody who was erased since, and whatever is newer', async () => {
    const { engine, testClock } = await testEngine();
    const old = { userId: 'ana', anonymousId: 'phone', traits: { firstName: 'Ana' }, updatedAt: testClock.now() };
    await engine.identify(old);
    testClock.advance(1_000);
    await engine.privacy.erase({ userId: 'ana' });
    expect((await engine.identify(old)).traits).toEqual({});
    expect((await engine.profileOf({ userId: 'ana' })).anonymousIds).toEqual([]);
    testClock.advance(1_000);
    const again = { userId: 'ana', traits: { firstName: 'Anna' }, updatedAt: testClock.now() };
    expect((await engine.identify(again)).traits).toEqual({ firstName: 'Anna' });
    expect((await engine.identify({ userId: 'ana', traits: { plan: 'free' } })).traits).toMatchObject({ plan: 'free' });
  });

  it('does not let many small calls add up to what one may not bring', async () => {
    const { engine } = await testEngine();
    const traits = (from: number) =>
      Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`trait-${from + index}`, index]));
    await engine.identify({ userId: 'ana', traits: traits(0) });
    await expect(engine.identify({ userId: 'ana', traits: traits(600) })).rejects.toMatchObject(
      coded('INPUT_TOO_MANY_KEYS', 'traits'),
    );
    expect(Object.keys((await engine.profileOf({ userId: 'ana' })).traits)).toHaveLength(600);
  });
});
