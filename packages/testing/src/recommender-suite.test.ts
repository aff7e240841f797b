import type { Candidate, Recommender } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { fakeRecommender } from './fake-recommender.js';
import { referenceRecommender } from './recommender-suite/reference-recommender.js';
import { recommenderLaws, recommenderSuite } from './recommender-suite.js';

recommenderSuite('the reference recommender', { create: referenceRecommender });
recommenderSuite('the fake recommender', { create: () => fakeRecommender() });

type Right = ReturnType<typeof referenceRecommender>;

const changing =
  (change: (list: readonly Candidate[]) => readonly Candidate[]) =>
  (right: Right): Partial<Recommender> => ({
    recommend: async (request) => change(await right.recommend(request)),
  });

/** Recommenders with one bug each, and the laws that must notice, among others. */
const planted: Record<string, { change: (right: Right) => Partial<Recommender>; noticed: readonly RegExp[] }> = {
  'gives the worst first': {
    change: changing((list) => [...list].reverse()),
    noticed: [/candidates come by falling/],
  },
  'breaks ties as they come': {
    change: changing((list) => [...list].reverse().sort((a, b) => b.score - a.score)),
    noticed: [/candidates come by falling/],
  },
  'repeats itself': {
    change: changing((list) => [...list, ...list.slice(0, 1)]),
    noticed: [/no item comes twice/],
  },
  'asks what is allowed only after ranking': {
    change: (right) => ({
      recommend: async (request) =>
        (await right.recommend({ ...request, allows: () => true })).filter(({ itemId }) => request.allows(itemId)),
    }),
    noticed: [/takes no place/],
  },
  'ignores what is allowed': {
    change: (right) => ({ recommend: (request) => right.recommend({ ...request, allows: () => true }) }),
    noticed: [/only allowed items/],
  },
  'gives more than asked for': {
    change: (right) => ({ recommend: (request) => right.recommend({ ...request, limit: request.limit + 1 }) }),
    noticed: [/as long as asked for/],
  },
  'gives no reasons': {
    change: changing((list) => list.map((candidate) => ({ ...candidate, reasons: [] }))),
    noticed: [/has a reason/],
  },
  'tells only the first reason': {
    change: changing((list) => list.map((candidate) => ({ ...candidate, reasons: candidate.reasons.slice(0, 1) }))),
    noticed: [/add up/],
  },
  'divides by zero': {
    change: changing((list) => list.map((candidate) => ({ ...candidate, score: Number.NaN }))),
    noticed: [/scores are finite/],
  },
  'knows only whom it has trained on': {
    change: (right) => ({
      recommend: (request) => (request.person === 'somebody-new' ? [] : right.recommend(request)),
    }),
    noticed: [/by history alone/],
  },
  'has no taste': {
    change: (right) => ({
      fit: (context) =>
        right.fit({
          ...context,
          async *interactions() {
            for await (const batch of context.interactions()) yield batch.map((each) => ({ ...each, person: 'all' }));
          },
        }),
    }),
    noticed: [/on a checkerboard, every person/],
  },
  'ignores that it is aborted': {
    change: (right) => ({ fit: (context) => right.fit({ ...context, abort: new AbortController().signal }) }),
    noticed: [/aborted fit/],
  },
  'throws its model away before it has a new one': {
    change: (right) => ({
      async fit(context) {
        await right.fit({ ...context, async *interactions() {} });
        return right.fit(context);
      },
    }),
    noticed: [/aborted fit/, /stream that breaks/],
  },
  'is never the same twice': {
    change: (right) => {
      let fits = Math.random();
      return {
        fit: (context) => {
          fits++;
          return right.fit(context);
        },
        snapshot: () => {
          const bytes = right.snapshot();
          return bytes && Uint8Array.from([...bytes, ...new Uint8Array(new Float64Array([fits]).buffer)]);
        },
        restore: (bytes) => right.restore(bytes.slice(0, -8)),
      };
    },
    noticed: [/byte by byte/],
  },
  'trusts any snapshot': {
    change: (right) => ({
      restore(bytes) {
        try {
          right.restore(bytes);
        } catch {
          // As if nothing had happened.
        }
      },
    }),
    noticed: [/damaged or foreign/],
  },
};

describe('recommenderSuite notices', () => {
  for (const [bug, { change, noticed }] of Object.entries(planted)) {
    it.each(noticed)(`a recommender that ${bug}: %s`, async (pattern) => {
      const found = recommenderLaws.filter(({ law }) => pattern.test(law));
      expect(found).toHaveLength(1);
      const create = async (): Promise<Recommender> => {
        const right = referenceRecommender();
        return { ...right, ...change(right) };
      };
      await expect(found[0]?.check(create)).rejects.toThrow();
    });
  }

  it('an impersonal one that looks at who asks', async () => {
    const [law] = recommenderLaws.filter(({ needs }) => needs?.includes('impersonal'));
    await expect(law?.check(async () => ({ ...referenceRecommender(), impersonal: true }))).rejects.toThrow();
  });

  it('a skip without a reason, and one of a law that is none', () => {
    const create = referenceRecommender;
    expect(() => recommenderSuite('x', { create, skip: { 'no item comes twice': ' ' } })).toThrow(/needs a reason/);
    expect(() => recommenderSuite('x', { create, skip: { gravity: 'We fly.' } })).toThrow(/no law/);
  });
});
