import type { Assigner, Exposure, Plugin, RecommenderRequest } from '@sintonia/spec';
import { fakeRecommender } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { HoldoutAssigner } from '../decide/holdout-assigner.js';
import { reachable, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };

/** A personal and an impersonal recommender, and what each was asked. */
function watched(assigner?: Assigner) {
  const asked: RecommenderRequest[] = [];
  const popular = fakeRecommender({ name: 'popular', itemIds: ['hit'] });
  const recommend: typeof popular.recommend = (request) => {
    asked.push(request);
    return popular.recommend(request);
  };
  const personal = fakeRecommender({ name: 'personal', itemIds: ['mine'], impersonal: false });
  const plugin: Plugin = {
    name: 'watched',
    specVersion: 1,
    recommenders: [personal, { ...popular, recommend }],
    ...(assigner && { assigner }),
  };
  return { asked, plugin };
}

const allGeneric: Assigner = { name: 'all', specVersion: 1, assign: () => ({ variant: 'generic', propensity: 0.5 }) };

describe('the generic list', () => {
  it('is for who does not agree, and tells recommenders nothing about them', async () => {
    const { plugin, asked } = watched();
    const { engine } = await testEngine({ plugins: [plugin] });
    await engine.collect({ ...ana, type: 'Product Viewed', itemId: 'mug' });
    const before = await engine.recommend(ana);
    expect(before).toMatchObject({ variant: 'personal', picks: [{ itemId: 'mine' }, { itemId: 'hit' }] });
    await engine.privacy.withdraw({ ...ana, purposes: ['personalisation'] });
    expect(await engine.recommend(ana)).toMatchObject({ variant: 'generic', picks: [{ itemId: 'hit' }] });
    expect(asked.map(({ history }) => history.length)).toEqual([1, 0]);
  });

  it('is for the holdout', async () => {
    const { plugin } = watched(allGeneric);
    const { engine } = await testEngine({ plugins: [plugin] });
    expect(await engine.recommend(ana)).toMatchObject({ variant: 'generic', picks: [{ itemId: 'hit' }] });
  });

  it('is not for a message that was decided to be personal', async () => {
    const byPurpose: Assigner = {
      name: 'arms',
      specVersion: 1,
      assign: (_, purpose) => ({ variant: purpose === 'weekly' ? 'personal' : 'generic', propensity: 0.5 }),
    };
    const { plugin } = watched(byPurpose);
    const seen: string[] = [];
    const compose = ({ picks }: { picks: readonly { itemId: string }[] }) => {
      seen.push(...picks.map(({ itemId }) => itemId));
      return { text: 'x' };
    };
    const campaigns = { weekly: { channel: 'email', compose } };
    const { engine } = await testEngine({ plugins: [plugin], campaigns });
    await reachable(engine, 'ana');
    await engine.send({ ...ana, campaign: 'weekly', occasion: 'one' });
    expect(seen).toEqual(['mine', 'hit']);
  });
});

describe('the global holdout', () => {
  const people = Array.from({ length: 10_000 }, (_, index) => `person-${index}`);

  it('holds about its share, always the same people', () => {
    const assigner = new HoldoutAssigner(0.1, 'shop');
    const heldOut = people.filter((person) => assigner.assign(person).variant === 'generic');
    // 5 standard deviations of a fair draw.
    expect(Math.abs(heldOut.length - 1_000)).toBeLessThan(150);
    const again = new HoldoutAssigner(0.1, 'shop');
    expect(people.filter((person) => again.assign(person).variant === 'generic')).toEqual(heldOut);
    const elsewhere = new HoldoutAssigner(0.1, 'other');
    const both = heldOut.filter((person) => elsewhere.assign(person).variant === 'generic');
    expect(both.length).toBeLessThan(200);
  });

  it.each([
    [0, 'personal'],
    [1, 'generic'],
  ])('of %s is nobody, or everybody', (share, variant) => {
    const assigner = new HoldoutAssigner(share, 'shop');
    for (const person of people.slice(0, 500)) expect(assigner.assign(person)).toEqual({ variant, propensity: 1 });
  });
});

describe('an exposure', () => {
  const exposures = async (engine: Awaited<ReturnType<typeof testEngine>>['engine']) =>
    (await engine.privacy.export(ana)).entries.exposure as unknown as Exposure[];

  it('says what was shown, and how likely that was', async () => {
    const { plugin } = watched(allGeneric);
    const { engine, testClock } = await testEngine({ plugins: [plugin] });
    const { exposureId } = await engine.recommend(ana);
    await engine.recommend({ ...ana, exposure: false });
    expect(await exposures(engine)).toEqual([
      {
        id: exposureId,
        person: 'ana',
        kind: 'list',
        at: testClock.now(),
        variant: 'generic',
        propensity: 0.5,
        itemIds: ['hit'],
      },
    ]);
  });

  it('is not kept of who does not want to be counted', async () => {
    const { plugin } = watched();
    const { engine } = await testEngine({ plugins: [plugin] });
    await engine.privacy.withdraw({ ...ana, purposes: ['analytics'] });
    expect(await engine.recommend(ana)).not.toHaveProperty('exposureId');
    expect(await exposures(engine)).toEqual([]);
  });
});
