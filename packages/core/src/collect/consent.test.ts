import type { Batch } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, coded, everythingIn, storeLike, testEngine } from '../test-engine.fixture.js';

const order = { type: 'Order Completed', userId: 'ana', itemId: 'mug' };
const deniedFirst = { accepted: 0, refused: [{ index: 0, code: 'SINTONIA_CONSENT_DENIED' }] };

describe('collect asks for consent', () => {
  it('for the purpose of each type', async () => {
    const signals = {
      'Ad Clicked': { weight: 1, purpose: 'marketing' },
      'Receipt Opened': { weight: 0, purpose: 'service' },
    };
    const { engine } = await testEngine({ signals });
    await engine.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
    const collect = async (type: string) => (await engine.collect({ type, userId: 'ana' })).accepted;
    expect(await collect('Ad Clicked')).toBe(0);
    expect(await collect('Order Completed')).toBe(0);
    expect(await collect('Receipt Opened')).toBe(1);
    await engine.privacy.grant({ userId: 'ana', purposes: ['marketing'] });
    expect(await collect('Ad Clicked')).toBe(1);
  });

  it('and stores the others of the same call', async () => {
    const { engine } = await testEngine();
    await engine.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
    const result = await engine.collect([order, { ...order, userId: 'ben' }]);
    expect(result).toMatchObject({ ...deniedFirst, accepted: 1 });
  });

  it('again at the very commit: who withdraws while a collect is under way is not stored', async () => {
    const right = memoryStore();
    const elsewhere = await testEngine({ store: storeLike(right) });
    let withdrawn = false;
    const store = beforeCommits(right, async ({ append }: Batch) => {
      if (!append || withdrawn) return;
      withdrawn = true;
      await elsewhere.engine.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
    });
    const { engine } = await testEngine({ store });
    expect(await engine.collect(order)).toMatchObject(deniedFirst);
    expect(await everythingIn(right, ['profile'])).toBe('[[],[]]');
  });

  it('and feedback that is not taken in says so', async () => {
    const { engine } = await testEngine();
    await engine.feedback({ userId: 'ana', itemId: 'mug', kind: 'liked' });
    await engine.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
    await expect(engine.feedback({ userId: 'ana', itemId: 'mug', kind: 'dismissed' })).rejects.toMatchObject(
      coded('CONSENT_DENIED'),
    );
  });
});

describe('of somebody erased, collect', () => {
  it('refuses what happened before and takes what happened after', async () => {
    const { engine, testClock } = await testEngine();
    await engine.collect({ ...order, id: 'a' });
    await engine.privacy.erase({ userId: 'ana' });
    const erasedAt = testClock.now();
    testClock.advance(1_000);
    const refused = [{ index: 0, code: 'SINTONIA_SIGNAL_ERASED' }];
    expect(await engine.collect({ ...order, id: 'a', timestamp: erasedAt })).toMatchObject({ accepted: 0, refused });
    expect(await engine.collect({ ...order, timestamp: erasedAt + 1 })).toMatchObject({ accepted: 1 });
  });

  it('refuses a late copy even if its sender had a fast clock', async () => {
    const { engine, testClock } = await testEngine();
    const fast = { ...order, id: 'a', timestamp: testClock.now() + 60_000 };
    await engine.collect(fast);
    await engine.privacy.erase({ userId: 'ana' });
    expect(await engine.collect(fast)).toMatchObject({ accepted: 0 });
  });

  it('refuses what was under way at that moment', async () => {
    const right = memoryStore();
    const elsewhere = await testEngine({ store: storeLike(right) });
    let erased = false;
    const store = beforeCommits(right, async ({ append }: Batch) => {
      if (!append || erased) return;
      erased = true;
      await elsewhere.engine.privacy.erase({ userId: 'ana' });
    });
    const { engine } = await testEngine({ store });
    expect(await engine.collect(order)).toMatchObject({ accepted: 0, refused: [{ code: 'SINTONIA_SIGNAL_ERASED' }] });
    expect(await everythingIn(right, ['profile'])).toBe('[[],[]]');
  });
});
