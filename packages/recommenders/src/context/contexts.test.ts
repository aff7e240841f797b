import type { Interaction, Item, JsonObject, RecommenderRequest, Signal } from '@sintonia/spec';
import { fitContext, recommenderSuite } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContextsOptions, Moments } from './context-options.js';
import { ContextsRecommender } from './contexts-recommender.js';

const always = { all: [] };

recommenderSuite('contexts', {
  create: () => new ContextsRecommender({ now: { targets: { group: ['lamp'] }, when: always } }, { personalShare: 1 }),
});
recommenderSuite('contexts, the same for everybody', {
  create: () => new ContextsRecommender({ now: { targets: { group: ['lamp'] }, when: always } }, { personalShare: 0 }),
});

/** A Thursday, 10 in the evening in UTC. */
const NOW = Date.UTC(2026, 0, 1, 22);

/** Tracks a to t, from calm to loud; every other one is jazz. */
const tracks: readonly Item[] = [...'abcdefghijklmnopqrst'].map((itemId, at) => ({
  itemId,
  attributes: { energy: at / 10, genre: at % 2 ? 'jazz' : 'rock', valence: ((at * 7) % 20) / 20 },
}));

const relax = { 'to relax': { targets: { energy: 'less' } } } as const;

async function fitted(moments: Moments, options: ContextsOptions = {}, streams: object = {}) {
  const recommender = new ContextsRecommender(moments, options);
  const report = await recommender.fit(fitContext({ items: tracks, now: NOW, ...streams }));
  const list = (request: Partial<RecommenderRequest> = {}) =>
    recommender.recommend({ person: 'ana', history: [], limit: 5, allows: () => true, now: NOW, ...request });
  const ids = async (request?: Partial<RecommenderRequest>) =>
    (await list(request)).map(({ itemId }) => itemId).join('');
  return { recommender, report, list, ids };
}

const took = (itemId: string): Interaction => ({
  person: 'ana',
  itemId,
  type: 'Content Played',
  weight: 1,
  timestamp: NOW,
});
const asked = (moment: string) => ({ context: { moment } });

describe('a declared moment', () => {
  it('goes by its targets: less, more, a number, categories', async () => {
    const { ids } = await fitted({
      ...relax,
      'to dance': { targets: { energy: 'more' } },
      'to walk': { targets: { energy: 1 } },
      'to dine': { targets: { genre: ['jazz'], energy: 0.1 } },
    });
    expect([...(await ids(asked('to relax')))].every((letter) => letter < 'h')).toBe(true);
    expect([...(await ids(asked('to dance')))].every((letter) => letter > 'm')).toBe(true);
    expect((await ids(asked('to walk'))).slice(0, 1)).toBe('k');
    expect((await ids(asked('to dine'))).slice(0, 1)).toBe('b');
  });

  it('says that it was the moment, and what of it was the person’s own taste', async () => {
    const { list } = await fitted(relax);
    const [first] = await list({ ...asked('to relax'), history: [took('b')] });
    expect(first?.reasons[0]).toEqual({ kind: 'moment', moment: 'to relax', contribution: expect.any(Number) });
    expect(first?.reasons).toContainEqual(
      expect.objectContaining({ kind: 'attribute', attribute: 'genre', value: 'jazz' }),
    );
    // The moment has decided how loud it is to be.
    expect(first?.reasons).not.toContainEqual(expect.objectContaining({ attribute: 'energy' }));
  });

  it('leaves to the person what it does not say, as far as it may', async () => {
    const { ids } = await fitted(relax, { personalShare: 0.9, attributes: { energy: 'number', genre: 'category' } });
    const jazz = [...(await ids({ ...asked('to relax'), history: [took('t')] }))];
    expect(jazz.every((letter) => 'bdfhjlnpr'.includes(letter))).toBe(true);
    const alike = await fitted(relax, { personalShare: 0 });
    expect(await alike.ids({ ...asked('to relax'), history: [took('t')] })).toBe(await alike.ids(asked('to relax')));
    expect(alike.recommender).toMatchObject({ impersonal: true, needs: [] });
  });

  it('comes by itself when its facts are so', async () => {
    const { ids } = await fitted({
      evening: { targets: { energy: 0 }, when: { attribute: 'hour', atLeast: 21 } },
      commute: {
        targets: { energy: 1.9 },
        when: {
          all: [
            { attribute: 'device', is: 'mobile' },
            { attribute: 'weekday', is: 'monday' },
          ],
        },
      },
    });
    expect((await ids()).slice(0, 1)).toBe('a');
    expect(await ids({ now: NOW - 3 * 3_600_000 })).toBe('');
    const monday = NOW - 3 * 86_400_000 - 12 * 3_600_000;
    expect((await ids({ now: monday, context: { device: 'mobile' } })).slice(0, 1)).toBe('t');
    expect(await ids({ now: monday, context: { device: 'tv' } })).toBe('');
    // In Madrid it is 23 o'clock, in New York 17.
    expect(await ids({ context: { timezone: 'America/New_York' } })).toBe('');
    const profile = { traits: { timezone: 'America/New_York' } } as unknown as NonNullable<
      RecommenderRequest['profile']
    >;
    expect(await ids({ profile })).toBe('');
    expect((await ids({ profile, context: { timezone: 'Europe/Madrid' } })).slice(0, 1)).toBe('a');
  });

  it('is empty without a moment, for one that nobody knows, and for attributes that no item has', async () => {
    const { ids } = await fitted({ ...relax, odd: { targets: { colour: ['blue'], energy2: 'more' } } });
    for (const moment of ['to fly', 'odd', '__proto__', 'toString']) expect(await ids(asked(moment))).toBe('');
    expect(await ids()).toBe('');
    expect(await ids({ context: { moment: ['to relax'] } })).toBe('');
  });

  it('has reasons that add up', async () => {
    const { list } = await fitted(relax);
    const letter = fc.constantFrom(...tracks.map(({ itemId }) => itemId));
    await fc.assert(
      fc.asyncProperty(fc.array(letter, { maxLength: 5 }), async (letters) => {
        for (const { score, reasons } of await list({ ...asked('to relax'), history: letters.map(took) })) {
          expect(reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 10);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a learnt moment', () => {
  /** People, each with plays of quiet tracks at night, and of any at other times. */
  const plays = (people: number, moment: string) =>
    Array.from({ length: people * 20 }, (_, at): Signal => {
      const quiet = at % 2 === 0;
      return {
        id: `${moment}-${at}`,
        type: 'Content Played',
        person: `p${Math.floor(at / 20)}`,
        timestamp: NOW - at * 1_000,
        receivedAt: NOW,
        itemId: tracks[quiet ? at % 5 : at % 20]?.itemId as string,
        context: (quiet ? { moment } : { device: 'tv' }) as JsonObject,
      };
    });
  const streams = (signals: readonly Signal[]) => ({
    signals,
    interactions: signals.map(({ person, itemId, type, timestamp }) => ({
      ...{ person, itemId: itemId as string, type, timestamp },
      weight: 1,
    })),
  });

  it('is what people take then, more than else', async () => {
    const { report, ids, list } = await fitted({}, { learnFrom: 'moment' }, streams(plays(12, 'night')));
    expect(report).toMatchObject({
      outcome: 'fitted',
      people: 12,
      details: { learnt: ['night'], insufficientData: {} },
    });
    expect([...(await ids(asked('night')))].every((letter) => letter < 'h')).toBe(true);
    expect((await list(asked('night')))[0]?.reasons[0]).toMatchObject({ kind: 'moment', moment: 'night' });
  });

  it('says which moments too little is known of', async () => {
    const few = streams([...plays(9, 'study'), ...plays(12, 'night'), ...plays(12, '__proto__')]);
    const { report, ids } = await fitted({}, { learnFrom: 'moment' }, few);
    expect(report.details).toMatchObject({ learnt: ['__proto__', 'night'], insufficientData: { study: '10 people' } });
    expect(await ids(asked('study'))).toBe('');
  });

  it('outlasts a snapshot', async () => {
    const { recommender, list } = await fitted(relax, { learnFrom: 'moment' }, streams(plays(12, 'night')));
    const other = new ContextsRecommender(relax, { learnFrom: 'moment' });
    other.restore(recommender.snapshot() as Uint8Array);
    const again = await other.recommend({
      ...{ person: 'ana', history: [], limit: 5, allows: () => true, now: NOW },
      ...asked('night'),
    });
    expect(again).toEqual(await list(asked('night')));
  });
});

it('without attributes in which items differ there is nothing to go by', async () => {
  const { report, ids } = await fitted(
    relax,
    {},
    { items: [{ itemId: 'a' }, { itemId: 'b', attributes: { x: null } }] },
  );
  expect(report.outcome).toBe('insufficientData');
  expect(await ids(asked('to relax'))).toBe('');
});

it.each<[unknown, object, string]>([
  [undefined, {}, 'moments'],
  [{ calm: { targets: {} } }, {}, 'moments.calm.targets'],
  [{ calm: { targets: { energy: Number.NaN } } }, {}, 'moments.calm.targets.energy'],
  [{ calm: { targets: { energy: 'least' } } }, {}, 'moments.calm.targets.energy'],
  [{ calm: { targets: { energy: 1 }, when: { hour: 3 } } }, {}, 'moments.calm.when'],
  [{ calm: { targets: { energy: 1 }, whenn: {} } }, {}, 'moments.calm.whenn'],
  [{}, { personalShare: 2 }, 'personalShare'],
  [{}, { timezone: 'Mars/Base' }, 'timezone'],
  [{}, { learnFrom: '' }, 'learnFrom'],
  [{}, { attributes: { x: 'text' } }, 'attributes.x.kind'],
])('refuses %j with %j', (moments, options, field) => {
  expect(() => new ContextsRecommender(moments as Moments, options)).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
  );
});
