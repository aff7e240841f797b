import { rules } from '@sintonia/rules';
import type { Plugin, Recommender } from '@sintonia/spec';
import { fakeRecommender } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { coded, testEngine } from '../test-engine.fixture.js';

const { rule, all, any, not, item, itemNearTrait, trait, inSegment, inList, performed } = rules();
const madrid = { lat: 40.4168, lon: -3.7038 };
const items = [
  { itemId: 'cartoon' },
  { itemId: 'thriller', attributes: { minimumAge: 16 } },
  { itemId: 'fado', attributes: { countries: ['PT', 'ES'] } },
  { itemId: 'dinner', attributes: { at: madrid } },
  { itemId: 'pram', attributes: { lifeStages: ['parent'] } },
];
const unless = (attribute: string, condition: object) => any(not(item(attribute).exists()), condition as never);
const eligibility = rule(
  all(
    unless('minimumAge', item('minimumAge').atMostTrait('age')),
    unless('countries', item('countries').isTrait('country')),
    unless('at', itemNearTrait('at', 'home', 50_000)),
    unless('lifeStages', item('lifeStages').isTrait('lifeStage')),
  ),
);

const because = { kind: 'trending', contribution: 1 } as const;

async function house(by: object = eligibility, options: object = {}) {
  const itemIds = items.map(({ itemId }) => itemId);
  const fake = fakeRecommender({ itemIds });
  const similar: Recommender['similar'] = (_, __, allows) =>
    itemIds.filter(allows).map((each, at) => ({ itemId: each, score: 1 - at / 10, reasons: [because] }));
  const plugin: Plugin = { name: 'all', specVersion: 1, recommenders: [{ ...fake, similar }] };
  const all = await testEngine({ plugins: [plugin], holdout: 0, eligibility: by as never, ...options });
  await all.engine.catalog.put(items);
  const listFor = async (userId: string) => all.engine.recommend({ userId });
  const idsFor = async (userId: string) => (await listFor(userId)).picks.map(({ itemId }) => itemId);
  return { ...all, listFor, idsFor };
}

describe('which items are for whom', () => {
  it.each<[string, object, string[]]>([
    ['knows nothing of', {}, ['cartoon']],
    ['age rating', { age: 16 }, ['cartoon', 'thriller']],
    ['age rating, too young', { age: 15 }, ['cartoon']],
    ['age by birthday', { birthday: '1990-01-01' }, ['cartoon', 'thriller']],
    ['age by birthday, too young', { birthday: '2026-01-01' }, ['cartoon']],
    ['region', { country: 'ES' }, ['cartoon', 'fado']],
    ['another region', { country: 'FR' }, ['cartoon']],
    ['distance', { home: { lat: 40.3, lon: -3.7 } }, ['cartoon', 'dinner']],
    ['too far', { home: { lat: 41.4, lon: 2.2 } }, ['cartoon']],
    ['stage of life', { lifeStage: 'parent' }, ['cartoon', 'pram']],
  ])('%s', async (_, traits, expected) => {
    const { engine, idsFor } = await house();
    await engine.identify({ userId: 'ana', traits });
    expect(await idsFor('ana')).toEqual(expected);
  });

  it('is kept out with its word', async () => {
    const { listFor } = await house();
    expect(await listFor('ana')).toMatchObject({ keptOut: { ineligible: 4 } });
  });

  it('asks segments, lists and what the person did', async () => {
    const by = any(inSegment('loyal'), inList('staff'), all(performed('Order Completed'), item('minimumAge').exists()));
    const segments = { loyal: rule(trait('plan').is('paid')) };
    const { engine, idsFor } = await house(rule(by), { segments });
    expect(await idsFor('ana')).toEqual([]);
    await engine.collect({ type: 'Order Completed', userId: 'ana', itemId: 'other' });
    expect(await idsFor('ana')).toEqual(['thriller']);
    await engine.identify({ userId: 'ben', traits: { plan: 'paid' } });
    expect(await idsFor('ben')).toHaveLength(items.length);
    await engine.segments.addToList('staff', [{ userId: 'cleo' }]);
    expect(await idsFor('cleo')).toHaveLength(items.length);
  });

  it('holds for the holdout, too', async () => {
    const { engine, listFor } = await house(eligibility, { holdout: 1 });
    await engine.identify({ userId: 'ana', traits: { age: 40 } });
    const { variant, picks } = await listFor('ana');
    expect(variant).toBe('generic');
    expect(picks.map(({ itemId }) => itemId)).toEqual(['cartoon', 'thriller']);
  });

  it('is only what is for everybody, where nothing may be known', async () => {
    const { engine, idsFor } = await house();
    await engine.identify({ userId: 'ana', traits: { age: 40, country: 'ES' } });
    expect(await idsFor('ana')).toEqual(['cartoon', 'thriller', 'fado']);
    await engine.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
    expect(await idsFor('ana')).toEqual(['cartoon']);
    expect((await engine.similar({ itemId: 'pram' })).map(({ itemId }) => itemId)).toEqual(['cartoon']);
  });
});

it.each<[unknown, string]>([
  [7, 'eligibility.rule'],
  [{ language: 1, rule: { attribute: 'minimumAge', atMostTrait: 7 } }, 'eligibility.rule.atMostTrait'],
])('the rule %j is refused', async (by, field) => {
  await expect(testEngine({ eligibility: by as never })).rejects.toMatchObject(coded('OPTION_INVALID', field));
});
