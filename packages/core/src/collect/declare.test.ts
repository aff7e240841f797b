import { DAY, type Interaction, type Plugin } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { coded, testEngine } from '../test-engine.fixture.js';

/** An engine whose recommender shows what it is told about a person. */
async function overheard() {
  let history: readonly Interaction[] = [];
  const recommend = (request: { history: readonly Interaction[] }) => {
    history = request.history;
    return [];
  };
  const plugin: Plugin = { name: 'ear', specVersion: 1, recommenders: [{ name: 'ear', specVersion: 1, recommend }] };
  const all = await testEngine({ plugins: [plugin] });
  const weights = async () => {
    await all.engine.recommend({ userId: 'ana' });
    return history.map(({ itemId, weight }) => [itemId, weight]);
  };
  return { ...all, weights };
}

it('what signals mean can be declared anew, at once and for what was collected before', async () => {
  const { engine, testClock, weights } = await overheard();
  await engine.collect([
    { userId: 'ana', type: 'Order Completed', itemId: 'mug' },
    { userId: 'ana', type: 'Content Skipped', itemId: 'song' },
  ]);
  expect(await weights()).toEqual([
    ['song', -0.5],
    ['mug', 1],
  ]);
  engine.declare({ 'Order Completed': { weight: 8, halfLifeDays: 10 }, 'Content Skipped': { weight: 0 } });
  expect(await weights()).toEqual([['mug', 8]]);
  testClock.advance(20 * DAY);
  expect(await weights()).toEqual([['mug', 2]]);
  expect(await engine.collect({ userId: 'ana', type: 'Product Viewed' })).toMatchObject({ accepted: 1 });
});

it('a declaration that is wrong changes nothing', async () => {
  const { engine, weights } = await overheard();
  await engine.collect({ userId: 'ana', type: 'Order Completed', itemId: 'mug' });
  const wrong = { 'Order Completed': { weight: 5 }, 'Tea Poured': { weight: 'much' } };
  expect(() => engine.declare(wrong as never)).toThrow(
    expect.objectContaining(coded('INPUT_INVALID', 'signals.Tea Poured.weight')),
  );
  expect(() => engine.declare('Order Completed' as never)).toThrow(
    expect.objectContaining(coded('INPUT_INVALID', 'signals')),
  );
  expect(await weights()).toEqual([['mug', 1]]);
});

it('only "not my taste" counts against things like it', async () => {
  const { engine, weights } = await overheard();
  for (const because of ['tooExpensive', 'notMyTaste', 'alreadyHave', 'notNow', 'other'] as const) {
    await engine.feedback({ userId: 'ana', itemId: because, kind: 'dismissed', because });
  }
  await engine.feedback({ userId: 'ana', itemId: 'liked', kind: 'liked', id: 'once' });
  await engine.feedback({ userId: 'ana', itemId: 'liked', kind: 'liked', id: 'once' });
  expect(await weights()).toEqual([
    ['liked', 1],
    ['notMyTaste', -1],
  ]);
  await expect(engine.feedback({ userId: 'ana', itemId: 'x', kind: 'loved' as never })).rejects.toMatchObject(
    coded('INPUT_INVALID', 'kind'),
  );
});
