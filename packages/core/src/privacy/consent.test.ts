import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { coded, reachable, storeLike, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };

describe('consent', () => {
  it('starts with what the purpose says, and no is the answer to anything unknown', async () => {
    const { engine } = await testEngine({ consent: { analytics: 'denied', research: 'granted' } });
    const state = await engine.privacy.stateAt(ana);
    expect(state).toEqual({
      service: { granted: true, because: 'always' },
      personalisation: { granted: true, because: 'default' },
      analytics: { granted: false, because: 'default' },
      marketing: { granted: false, because: 'default' },
      research: { granted: true, because: 'default' },
    });
  });

  it('tells what held at any moment', async () => {
    const { engine, testClock } = await testEngine();
    const [before, granted] = [testClock.now(), testClock.advance(1_000)];
    await engine.privacy.grant({ ...ana, purposes: ['marketing', 'research'], source: 'checkout', policy: 'v2' });
    const withdrawn = testClock.advance(1_000);
    await engine.privacy.withdraw({ ...ana, purposes: ['marketing'] });
    const marketingAt = async (at?: number) => (await engine.privacy.stateAt({ ...ana, ...(at && { at }) })).marketing;
    expect(await marketingAt(before)).toEqual({ granted: false, because: 'default' });
    expect(await marketingAt(granted)).toEqual({ granted: true, because: 'granted', since: granted });
    expect(await marketingAt(withdrawn - 1)).toMatchObject({ granted: true });
    expect(await marketingAt()).toEqual({ granted: false, because: 'withdrawn', since: withdrawn });
    expect((await engine.privacy.stateAt(ana)).research).toMatchObject({ granted: true });
  });

  it('is nothing that can be granted by the name of what objects have', async () => {
    const { engine } = await testEngine();
    const denied = { because: 'consentDenied' };
    for (const purpose of ['toString', '__proto__', 'constructor']) {
      const campaigns = { odd: { channel: 'email', purpose, picks: 0, compose: () => ({ text: 'x' }) } };
      const { engine: other } = await testEngine({ campaigns });
      await reachable(other, 'ana');
      const { outcome, trace } = await other.decide({ ...ana, campaign: 'odd' });
      expect(outcome).toBe('hold');
      expect(trace[0]).toMatchObject(denied);
    }
    expect(Object.keys(await engine.privacy.stateAt(ana))).not.toContain('toString');
  });

  it('keeps what many say at the same time', async () => {
    const store = memoryStore();
    const [one, other] = [await testEngine({ store: storeLike(store) }), await testEngine({ store })];
    const purposes = Array.from({ length: 120 }, (_, index) => `purpose-${index}`);
    await Promise.all(
      purposes.map((purpose, index) => (index % 2 ? one : other).engine.privacy.grant({ ...ana, purposes: [purpose] })),
    );
    const { consent } = await one.engine.privacy.export(ana);
    expect(consent.map(({ purpose }) => purpose).sort()).toEqual(purposes.sort());
  });

  it.each([
    ['no purposes', { ...ana, purposes: [] }, 'purposes'],
    ['a text for purposes', { ...ana, purposes: 'marketing' }, 'purposes'],
    ['a purpose that is no name', { ...ana, purposes: ['marketing', ''] }, 'purposes[1]'],
    ['a source that is no name', { ...ana, purposes: ['marketing'], source: 7 }, 'source'],
  ])('refuses %s', async (_, change, field) => {
    const { engine } = await testEngine();
    await expect(engine.privacy.grant(change as never)).rejects.toMatchObject(coded('INPUT_INVALID', field));
  });

  it.each(['grant', 'withdraw', 'stateAt', 'export', 'erase'] as const)('%s of nobody is refused', async (method) => {
    const { engine } = await testEngine();
    const call = engine.privacy[method] as (reference?: unknown) => Promise<unknown>;
    await expect(call({ purposes: ['marketing'] })).rejects.toMatchObject(coded('PERSON_MISSING', 'userId'));
    await expect(call()).rejects.toMatchObject(coded('PERSON_MISSING', 'userId'));
  });
});
