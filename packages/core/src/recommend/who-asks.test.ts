import type { ItemsChange, Plugin, RecommenderRequest } from '@sintonia/spec';
import { fakeRecommender, fakeSegmenter } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { storeLike, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };

/** A recommender that needs to know who asks, and what it was told. */
function curious(needs: readonly ('profile' | 'memberships')[] | undefined) {
  const asked: RecommenderRequest[] = [];
  const told: ItemsChange[] = [];
  const recommender = fakeRecommender({ name: 'curious', itemIds: ['mug'], impersonal: false });
  const plugin: Plugin = {
    name: 'curious',
    specVersion: 1,
    segmenters: [fakeSegmenter()],
    recommenders: [
      {
        ...recommender,
        ...(needs && { needs }),
        recommend: (request) => {
          asked.push(request);
          return recommender.recommend(request);
        },
        itemsChanged: (change) => void told.push(change),
      },
    ],
  };
  return { asked, told, plugin };
}

describe('a recommender is told', () => {
  it('of the moment, and of who asks as far as it needs', async () => {
    const { asked, plugin } = curious(['profile', 'memberships']);
    const { engine } = await testEngine({ plugins: [plugin] });
    await engine.identify({ ...ana, traits: { firstName: 'Ana' } });
    await engine.recommend({ ...ana, context: { device: 'mobile' } });
    const { memberships } = await engine.segmentsOf(ana);
    expect(asked).toMatchObject([
      { context: { device: 'mobile' }, profile: { traits: { firstName: 'Ana' } }, memberships },
    ]);
    await engine.privacy.withdraw({ ...ana, purposes: ['personalisation'] });
    await engine.recommend(ana);
    expect(asked).toHaveLength(1);
  });

  it('nothing of what the person no longer agrees to', async () => {
    const { asked, plugin } = curious(['profile']);
    const signals = { 'Step Counted': { weight: 1, purpose: 'health' } };
    const { engine } = await testEngine({ plugins: [plugin], signals });
    await engine.privacy.grant({ ...ana, purposes: ['health'] });
    await engine.collect({ ...ana, type: 'Step Counted', itemId: 'walk' });
    await engine.recommend(ana);
    await engine.privacy.withdraw({ ...ana, purposes: ['health'] });
    await engine.recommend(ana);
    expect(asked.map(({ profile }) => profile?.counts)).toEqual([{ 'Step Counted': 1 }, {}]);
  });

  it('nothing that it does not need', async () => {
    const { asked, plugin } = curious(undefined);
    const { engine } = await testEngine({ plugins: [plugin] });
    await engine.recommend(ana);
    expect(asked).toMatchObject([{ context: {} }]);
    expect(asked[0]).not.toHaveProperty('profile');
    expect(asked[0]).not.toHaveProperty('memberships');
  });

  it('what has changed in the catalogue, whoever changed it, before it is asked', async () => {
    const { told, plugin } = curious(undefined);
    const { engine, store } = await testEngine({ plugins: [plugin] });
    const { engine: other } = await testEngine({ store: storeLike(store) });
    const [mug, pot, tea] = [{ itemId: 'mug' }, { itemId: 'pot' }, { itemId: 'tea' }];
    await engine.catalog.put([mug, pot]);
    await engine.recommend(ana);
    await other.catalog.put([tea, { itemId: 'mug', title: 'A mug' }]);
    await other.catalog.remove(['pot']);
    await engine.similar({ itemId: 'mug' });
    await engine.recommend(ana);
    expect(told).toEqual([
      { put: [mug, pot], removed: [] },
      { put: [{ itemId: 'mug', title: 'A mug' }, tea], removed: ['pot'] },
    ]);
  });
});

it.each([['x'], [{ a: new Date(0) }]])('refuses the context %j', async (context) => {
  const { engine } = await testEngine();
  await expect(engine.recommend({ ...ana, context: context as never })).rejects.toMatchObject({
    code: 'SINTONIA_INPUT_INVALID',
  });
});
