import { DAY, HOUR, type SignalInput } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../store/memory-store.js';
import { storeLike, testEngine } from '../../test-engine.fixture.js';

const ana = { userId: 'ana' };
const now = (await testEngine()).clock.now();

function bought(userId: string, itemId: string, daysAgo = 1, more: Partial<SignalInput> = {}): SignalInput {
  return { type: 'Order Completed', userId, itemId, timestamp: now - daysAgo * DAY, ...more };
}

/** Everybody buys what is popular; ana also likes jazz. */
async function shop(options = {}, isFitted = true) {
  const { engine, ...rest } = await testEngine({ affinities: ['genre', 'artist'], ...options });
  await engine.catalog.put([
    { itemId: 'hit', attributes: { genre: 'pop', artist: ['A', 'B'] } },
    { itemId: 'blue', attributes: { genre: 'jazz', artist: 'Miles' } },
    { itemId: 'odd', attributes: { genre: { deep: 1 }, artist: Number.MAX_VALUE } },
  ]);
  const crowd = Array.from({ length: 50 }, (_, index) => bought(`fan-${index}`, 'hit'));
  await engine.collect([...crowd, bought('ana', 'hit'), bought('ana', 'hit', 2), bought('ana', 'blue', 3)]);
  if (isFitted) await engine.fit();
  return { engine, ...rest };
}

describe('affinities', () => {
  it('show what sets somebody apart, not what everybody likes', async () => {
    const { engine } = await shop();
    const { affinities } = await engine.preferencesOf(ana);
    expect(affinities.map(({ value }) => value)).toEqual(['Miles', 'jazz', 'A', 'B', 'pop']);
    const [, jazz, , , pop] = affinities;
    // Most of what she bought is pop, as of everybody's.
    expect(pop?.share).toBeCloseTo(2 / 3, 2);
    expect(jazz?.share).toBeCloseTo(1 / 3, 2);
    expect(pop?.lift).toBeLessThan(1);
    expect(jazz?.lift).toBeGreaterThan(1.7);
    // Drawn towards 1: one purchase where next to none is expected does not make a fan.
    expect(jazz?.lift).toBeLessThan(2);
  });

  it('fall below 1 with what is disliked', async () => {
    const { engine } = await shop();
    await engine.feedback({ ...ana, itemId: 'hit', kind: 'dismissed', because: 'notMyTaste' });
    await engine.feedback({ userId: 'ben', itemId: 'hit', kind: 'dismissed', because: 'notMyTaste' });
    const pop = (await engine.preferencesOf({ userId: 'ben' })).affinities.find(({ value }) => value === 'pop');
    expect(pop).toMatchObject({ share: 0, lift: 1 });
    expect(pop?.weight).toBeLessThan(0);
  });

  it('are the same in another process, without a fit of its own', async () => {
    const store = memoryStore();
    const { engine } = await shop({ store: storeLike(store) });
    await engine.fit();
    const right = await engine.preferencesOf(ana);
    const other = await testEngine({ store, affinities: ['genre', 'artist'], fitting: 'manual' });
    expect(await other.engine.preferencesOf(ana)).toEqual(right);
  });

  it('have no lift before anybody is known', async () => {
    const { engine } = await shop({}, false);
    const { affinities } = await engine.preferencesOf(ana);
    expect(affinities.length).toBeGreaterThan(0);
    for (const affinity of affinities) expect(affinity).not.toHaveProperty('lift');
    expect(await engine.fit()).toMatchObject({ affinities: { outcome: 'fitted', people: 51, interactions: 53 } });
  });

  it('need somebody to learn from', async () => {
    const { engine } = await testEngine({ affinities: ['genre'] });
    expect(await engine.fit()).toMatchObject({ affinities: { outcome: 'insufficientData' } });
    expect(await engine.preferencesOf(ana)).toEqual({ person: 'ana', affinities: [] });
  });
});

describe('preferences', () => {
  const viewed = (daysAgo: number, more: Partial<SignalInput> = {}): SignalInput => ({
    ...{ type: 'Page Viewed', ...ana, timestamp: now - daysAgo * DAY },
    ...more,
  });

  it('say format, language and how often they come', async () => {
    const { engine } = await testEngine();
    await engine.collect([
      viewed(9, { properties: { format: 'video' }, context: { locale: 'es-mx' } }),
      viewed(9 - 1 / 96, { properties: { format: 'text' }, context: { locale: 'not a locale' } }),
      viewed(7, { properties: { format: 'video' }, context: { locale: 'es-MX' } }),
      viewed(4, { context: { locale: 'en' } }),
      viewed(0),
    ]);
    const found = { format: 'video', language: 'es-MX', daysBetweenVisits: 3 };
    expect(await engine.preferencesOf(ana)).toEqual({ person: 'ana', affinities: [], ...found });
    await engine.identify({ ...ana, traits: { locale: 'en', preferredChannel: 'sms' } });
    expect(await engine.preferencesOf(ana)).toMatchObject({ language: 'en', channel: 'sms' });
  });

  it('say the channel of which most is answered, in parts of what was sent to whichever id', async () => {
    const { engine, store } = await testEngine();
    const put = Array.from({ length: 40 }, (_, index) => {
      const at = now - (index + 1) * DAY;
      const id = `${String(at).padStart(15, '0')}-${index}`;
      const channel = index < 30 ? 'email' : 'push';
      const person = index % 2 === 0 ? 'ana' : '~browser';
      const message = {
        ...{ id: `${index}`, person, kind: 'message', at, channel },
        propensity: 1,
        itemIds: [],
      };
      return { key: { tenant: 'default', collection: 'exposure', person, id }, value: message };
    });
    await store.commit({ tenant: 'default', put });
    await engine.identity.merge({ ...ana, anonymousId: 'browser' });
    expect(await engine.preferencesOf(ana)).not.toHaveProperty('channel');
    const answered = (exposureId: string) => viewed(0.5, { properties: { exposureId } });
    await engine.collect(['1', '2', '3', '4', '35', '36', '37'].map(answered));
    expect(await engine.preferencesOf(ana)).toMatchObject({ channel: 'push' });
    await engine.collect(Array.from({ length: 20 }, () => viewed(0.5, { properties: { channel: 'email' } })));
    expect(await engine.preferencesOf(ana)).toMatchObject({ channel: 'email' });
  });

  it('say nothing of who has done nothing, or does not agree', async () => {
    const { engine } = await testEngine({ affinities: ['genre'] });
    expect(await engine.preferencesOf(ana)).toEqual({ person: 'ana', affinities: [] });
    await engine.collect([viewed(3), viewed(2), viewed(1, { properties: { format: 'video' } })]);
    await engine.privacy.withdraw({ ...ana, purposes: ['personalisation'] });
    expect(await engine.preferencesOf(ana)).toEqual({ person: 'ana', affinities: [] });
  });

  it('do not take one visit for several', async () => {
    const { engine } = await testEngine();
    await engine.collect(
      [0, 10, 20, 300].map((minutes) => viewed(1, { timestamp: now - 5 * HOUR + minutes * 60_000 })),
    );
    expect(await engine.preferencesOf(ana)).not.toHaveProperty('daysBetweenVisits');
  });
});
