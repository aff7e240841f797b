import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { storeLike, testEngine } from '../test-engine.fixture.js';

const order = { type: 'Order Completed', userId: 'ana', itemId: 'mug', value: 10 };

describe('a signal id counts once', () => {
  it('when it is sent again', async () => {
    const { engine } = await testEngine();
    await engine.collect({ ...order, id: 'a' });
    expect(await engine.collect({ ...order, id: 'a' })).toEqual({ accepted: 0, duplicates: ['a'], refused: [] });
    expect(await engine.profileOf({ userId: 'ana' })).toMatchObject({ counts: { 'Order Completed': 1 }, revenue: 10 });
  });

  it('within one call', async () => {
    const { engine } = await testEngine();
    const result = await engine.collect([
      { ...order, id: 'a' },
      { ...order, id: 'b' },
      { ...order, id: 'a' },
    ]);
    expect(result).toEqual({ accepted: 2, duplicates: ['a'], refused: [] });
    expect((await engine.profileOf({ userId: 'ana' })).revenue).toBe(20);
  });

  it('across calls at the same time', async () => {
    const { engine } = await testEngine();
    const results = await Promise.all(Array.from({ length: 50 }, () => engine.collect({ ...order, id: 'a' })));
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
    expect((await engine.profileOf({ userId: 'ana' })).counts).toEqual({ 'Order Completed': 1 });
  });

  it('across engines on one store', async () => {
    const store = memoryStore();
    const engines = [
      await testEngine({ store: storeLike(store) }),
      await testEngine({ store: storeLike(store) }),
      await testEngine({ store }),
    ];
    const results = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        engines[index % 3]?.engine.collect({ ...order, id: `signal-${index % 40}` }),
      ),
    );
    expect(results.reduce((sum, result) => sum + (result?.accepted ?? 0), 0)).toBe(40);
    const profile = await engines[0]?.engine.profileOf({ userId: 'ana' });
    expect(profile).toMatchObject({ counts: { 'Order Completed': 40 }, revenue: 400 });
  });

  it('but not when nothing of that id was taken in', async () => {
    const { engine } = await testEngine();
    await engine.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
    const results = await Promise.all([
      engine.collect({ ...order, id: 'a' }),
      engine.collect({ ...order, id: 'a', userId: 'ben' }),
    ]);
    expect(results.map(({ accepted }) => accepted)).toEqual([0, 1]);
    expect(results[0]?.refused).toEqual([{ index: 0, code: 'SINTONIA_CONSENT_DENIED' }]);
  });
});
