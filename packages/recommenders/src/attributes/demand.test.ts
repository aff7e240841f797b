import type { Interaction, Item } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { AttributesRecommender } from './attributes-recommender.js';

const took = (person: string, itemId: string, weight = 1): Interaction => ({
  ...{ person, itemId, weight, type: 'Content Played', timestamp: 0 },
});

/** Thirty people take a film with a star, one takes one without; of both there are new ones that nobody took. */
const films: Item[] = Array.from({ length: 20 }, (_, at) => ({
  itemId: `film-${at}`,
  attributes: { genre: at < 10 ? 'war' : 'love', cast: at % 2 ? 'star' : 'nobody', night: at % 3 === 0 },
}));
const isNew = (itemId: string) => ['film-6', 'film-7'].includes(itemId);
const seen = films.filter(({ itemId }) => !isNew(itemId));
const interactions = seen.flatMap(({ itemId, attributes }) =>
  Array.from({ length: attributes?.cast === 'star' ? 30 : 1 }, (_, person) => took(`p${person}`, itemId)),
);

async function learnt(demandShare: number, given: readonly Interaction[] = interactions) {
  const recommender = new AttributesRecommender({ attributes: { genre: 'category', cast: 'category' }, demandShare });
  await recommender.fit(fitContext({ items: films, interactions: given }));
  return recommender;
}

const ask = (recommender: AttributesRecommender) =>
  recommender.recommend({ person: 'ana', history: [took('ana', 'film-0')], limit: 9, allows: isNew, now: 0 });

describe('demand', () => {
  it('brings new items forward of whose kind many people take', async () => {
    const ids = async (share: number) => (await ask(await learnt(share))).map(({ itemId }) => itemId);
    expect(await ids(0)).toEqual(['film-6', 'film-7']);
    // What is both unlike and in no demand is not proposed.
    expect(await ids(1)).toEqual(['film-7']);
  });

  it('has its part in reasons, which add up, and outlasts a snapshot', async () => {
    const recommender = await learnt(1);
    const list = await ask(recommender);
    for (const { score, reasons } of list) {
      expect(reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9);
    }
    expect(list[0]?.reasons[0]).toMatchObject({ kind: 'attribute', attribute: 'cast', value: 'star' });
    const restored = new AttributesRecommender({ demandShare: 1 });
    restored.restore(recommender.snapshot() as Uint8Array);
    expect(await ask(restored)).toEqual(list);
  });

  it('is nothing where nobody took anything, or what was taken says nothing', async () => {
    const usual = await ask(await learnt(0));
    const turnedDown = interactions.map(({ person, itemId }) => took(person, itemId, -1));
    const unknown = [took('p1', 'no such film'), took('p1', 'film-1', Number.NaN)];
    for (const given of [[], turnedDown, unknown]) expect(await ask(await learnt(1, given))).toEqual(usual);
  });

  it.each([-1, Number.NaN, '1'])('the share %s is refused', (demandShare) => {
    expect(() => new AttributesRecommender({ demandShare: demandShare as number })).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field: 'demandShare' }),
    );
  });
});
