import { DAY, HOUR, type Item, type Profile, type RecommenderRequest } from '@sintonia/spec';
import { type FitContextOptions, fitContext } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { chatter, NOW, sales, say, taking } from './chatter.fixture.js';
import { trends } from './trends.js';
import type { TrendsOptions } from './trends-options.js';
import { TrendsRecommender } from './trends-recommender.js';

async function learnt(data: FitContextOptions, options?: TrendsOptions) {
  const recommender = new TrendsRecommender(options);
  const report = await recommender.fit(fitContext({ now: NOW, ...data }));
  return {
    recommender,
    report,
    terms: recommender.rising({ kind: 'term' }).map((rise) => rise.kind === 'term' && rise.term),
  };
}
const ask = (recommender: TrendsRecommender, request: Partial<RecommenderRequest> = {}) =>
  recommender.recommend({ person: 'ana', history: [], limit: 10, now: NOW, allows: () => true, ...request });
const profile = (person: string, country: string): Profile => ({
  person,
  anonymousIds: [],
  traits: { country },
  counts: {},
  revenue: 0,
  computed: {},
});

describe('what is usual', () => {
  it('of chatter nothing rises, a word of twenty people does, and as they write it', async () => {
    const { report, terms } = await learnt({ signals: chatter() });
    expect(report).toMatchObject({ outcome: 'fitted', people: 400, details: { texts: 2_500, looked: 10, rising: 0 } });
    expect(terms).toEqual([]);
    const { recommender } = await learnt({
      signals: [...chatter(), ...say('my lava lamps', 20, 0.5), ...say('a lamp', 2, 60)],
    });
    const rise = recommender.rising({ kind: 'term' }).find((each) => each.kind === 'term' && each.term === 'lamps');
    expect(rise).toMatchObject({ count: 20, people: 20, since: NOW - DAY, sentiment: 0 });
    expect(rise?.expected).toBeLessThan(1);
  });

  it('what is said on every such day of the week does not rise; on another day it does', async () => {
    const everyWeek = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((week) => say('pizza', 20, 7 * week + 0.5));
    const again = await learnt({ signals: [...chatter(), ...everyWeek, ...say('pizza', 20, 0.5)] });
    expect(again.terms).toEqual([]);
    const otherDay = everyWeek.map((each) => ({ ...each, timestamp: each.timestamp - 3 * DAY }));
    const now = await learnt({ signals: [...chatter(), ...otherDay, ...say('pizza', 20, 0.5)] });
    expect(now.terms).toEqual(['pizza']);
  });

  it('where everything grows, nothing rises', async () => {
    const flood = [2, 3, 4].flatMap((seed) => chatter(70, seed).filter(({ timestamp }) => timestamp > NOW - 2 * DAY));
    expect((await learnt({ signals: [...chatter(), ...flood] })).terms).toEqual([]);
  });

  it('what comes and goes has to rise higher', async () => {
    const waves = [2, 4, 6, 8].flatMap((week) => [0, 1, 2].flatMap((day) => say('rain', 15, 7 * week - day + 0.5)));
    expect((await learnt({ signals: [...chatter(), ...waves, ...say('rain', 20, 0.5)] })).terms).toEqual([]);
  });

  it('goes by hours, where asked', async () => {
    const signals = [...chatter(), ...say('goal', 15, 0.01)];
    const { recommender } = await learnt({ signals }, { bucket: 'hour' });
    expect(recommender.rising()).toMatchObject([{ term: 'goal', count: 15, since: NOW - HOUR }]);
  });
});

describe('a burst', () => {
  it('fades from day to day, and is over with its window', async () => {
    const signals = [...chatter(), ...say('eclipse', 30, 0.5)];
    const scores: number[] = [];
    for (const day of [0, 1, 2, 4]) {
      const { recommender } = await learnt({ signals, now: NOW + day * DAY });
      scores.push(recommender.rising()[0]?.score ?? 0);
    }
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores[1]).toBeLessThan((scores[0] as number) * 0.6);
    expect((await learnt({ signals, now: NOW + 8 * DAY })).terms).toEqual([]);
  });

  it('fades in lists without learning anew, reasons with it', async () => {
    const { recommender } = await learnt({ signals: [...chatter(), ...say('eclipse', 30, 0.5, 'glasses')] });
    const [now] = ask(recommender);
    const [tomorrow] = ask(recommender, { now: NOW + DAY });
    expect(tomorrow?.score).toBeCloseTo((now?.score ?? 0) / 2, 12);
    expect(tomorrow?.reasons[0]?.contribution).toBeCloseTo((now?.score ?? 0) / 2, 12);
    expect(ask(recommender, { now: NOW + 7 * DAY })).toEqual([]);
  });
});

describe('items', () => {
  const items: Item[] = [
    { itemId: 'poster', title: 'Poster of the eclipses' },
    { itemId: 'teapot', title: 'Teapot' },
  ];

  it('rise with what is written of them and with their title', async () => {
    const signals = [...chatter(), ...say('eclipse', 15, 0.5, 'glasses'), ...say('eclipse', 4, 0.5, 'book', 'reader')];
    const { recommender } = await learnt({ signals, items });
    const list = ask(recommender);
    expect(list.map(({ itemId }) => itemId)).toEqual(['glasses', 'book', 'poster']);
    expect(list[0]?.reasons).toEqual([{ kind: 'trending', term: 'eclipse', contribution: list[0]?.score }]);
    expect((list[0]?.score as number) / (list[2]?.score as number)).toBeCloseTo(15, 9);
    expect(ask(recommender, { limit: 1, allows: (itemId) => itemId !== 'glasses' })).toMatchObject([
      { itemId: 'book' },
    ]);
  });

  it('rise by being taken, and so do the values of their attributes', async () => {
    const brands = Array.from({ length: 40 }, (_, at) => ({
      itemId: `item-${at}`,
      attributes: { brand: at < 30 ? `brand-${at % 5}` : 'acme' },
    }));
    const taken = Array.from({ length: 40 }, (_, at) => taking(`new-${at}`, `item-${30 + (at % 2)}`, 0.1));
    const { recommender } = await learnt(
      { interactions: [...sales(), ...taken], items: brands },
      { attributes: ['brand'] },
    );
    expect(recommender.rising()).toMatchObject([
      { kind: 'attribute', attribute: 'brand', value: 'acme', people: 40 },
      { kind: 'item', itemId: 'item-30', people: 20 },
      { kind: 'item', itemId: 'item-31', people: 20 },
    ]);
    const [first] = ask(recommender);
    expect(first).toEqual({
      itemId: 'item-30',
      score: first?.score,
      reasons: [{ kind: 'trending', contribution: first?.score }],
    });
  });

  it('of which people speak badly are told, and not recommended where only good news counts', async () => {
    const signals = [...chatter(), ...say('zorblax is terrible, awful, broken', 20, 0.5, 'zorblax-1')];
    const all = await learnt({ signals });
    const positive = await learnt({ signals }, { onlyPositive: true });
    expect(all.recommender.rising()[0]?.sentiment).toBeLessThan(-0.3);
    expect(positive.recommender.rising()).toEqual(all.recommender.rising());
    expect(ask(all.recommender)).toMatchObject([{ itemId: 'zorblax-1' }]);
    expect(ask(positive.recommender)).toEqual([]);
  });
});

describe('a group', () => {
  const segmentOf = ({ traits }: Profile) => traits.country as string | undefined;
  const profiles = Array.from({ length: 400 }, (_, at) => profile(`person-${at}`, at % 8 === 0 ? 'ES' : 'DE'));
  const ours = Array.from({ length: 14 }, (_, at) => taking(`person-${8 * at}`, 'item-7', 0.1));

  it('has what rises among its people, in its own lists', async () => {
    const { recommender } = await learnt({ interactions: [...sales(), ...ours], profiles }, { segmentOf });
    expect(recommender.rising({ segment: 'ES' })).toMatchObject([{ itemId: 'item-7', segment: 'ES', people: 15 }]);
    expect(recommender.rising({ segment: 'DE' })).toEqual([]);
    const [spain, germany, nobody] = [profile('new', 'ES'), profile('new', 'DE'), undefined].map((asking) =>
      ask(recommender, asking ? { profile: asking } : {}),
    );
    expect(spain?.[0]?.score).toBeGreaterThan(germany?.[0]?.score ?? 0);
    expect(germany).toEqual(nobody);
  });

  it('makes lists personal, and asks for profiles', () => {
    expect(new TrendsRecommender()).toMatchObject({ impersonal: true, needs: [] });
    expect(new TrendsRecommender({ segmentOf })).toMatchObject({ impersonal: false, needs: ['profile'] });
  });
});

it('reads Spanish as Spanish', async () => {
  const texts = ['la canción es una maravilla', 'las canciones que me encantan', 'una canción muy buena'];
  const { recommender } = await learnt({
    signals: [...chatter(), ...texts.flatMap((text, at) => say(text, 7, 0.5, 'disco', `oyente-${at}`))],
  });
  const rise = recommender.rising().find((each) => each.kind === 'term' && each.term === 'canción');
  expect(rise).toMatchObject({ people: 21 });
  expect(rise?.sentiment).toBeGreaterThan(0.3);
});

it('comes as a plugin that tells what rises', async () => {
  const plugin = trends({ leastPeople: 5 });
  await plugin.recommenders?.[0]?.fit?.(fitContext({ now: NOW, signals: [...chatter(), ...say('eclipse', 9, 0.5)] }));
  expect(plugin.rising({ limit: 1 })).toMatchObject([{ kind: 'term', term: 'eclipse', people: 9 }]);
  expect(() => plugin.rising({ limit: 0 })).toThrow(expect.objectContaining({ field: 'limit' }));
});
