import { DAY, type Interaction } from '@sintonia/spec';
import { expect } from 'vitest';
import { abortingContext } from '../aborting-context.js';
import { expectCode } from '../expect-code.js';
import { answers, ask, contextOf, fitted, historyOf, shop, shopPeople } from './ask.js';
import { checkerboard, NOW } from './checkerboard.js';
import type { RecommenderLaw } from './law.js';

const one: Interaction = { person: 'ana', itemId: 'mug', type: 'Order Completed', weight: 1, timestamp: NOW - DAY };

/** Data in which there is nothing to learn, or hardly anything. */
const meagre: Readonly<Record<string, readonly Interaction[]>> = {
  nothing: [],
  'one person, one item': [one],
  'one person, one item, many times': Array.from({ length: 500 }, () => one),
  'one person, many items': Array.from({ length: 50 }, (_, index) => ({ ...one, itemId: `item-${index}` })),
  'many people, one item': Array.from({ length: 50 }, (_, index) => ({ ...one, person: `person-${index}` })),
  'only what was turned down': shop.map((interaction) => ({ ...interaction, weight: -1 })),
};

export const learningLaws: readonly RecommenderLaw[] = [
  {
    law: 'unfitted, the list is empty and there is no snapshot',
    needs: ['fit'],
    async check(create) {
      const recommender = await create();
      expect(await ask(recommender, { history: historyOf(shopPeople[0] as string) })).toEqual([]);
      expect(recommender.similar?.('item-1', 5, () => true) ?? []).toEqual([]);
      expect(recommender.snapshot?.()).toBeUndefined();
    },
  },
  {
    law: 'a fit reports what it learnt from',
    needs: ['fit'],
    async check(create) {
      const report = await (await create()).fit?.(contextOf(shop));
      expect(report?.outcome).toBe('fitted');
      expect(report?.items).toBeGreaterThan(0);
      // Who learns from what items are reads nothing else.
      if (report?.interactions) expect(report.people).toBeGreaterThan(0);
    },
  },
  ...Object.entries(meagre).map(
    ([name, interactions]): RecommenderLaw => ({
      law: `learning from ${name} is no error`,
      needs: ['fit'],
      async check(create) {
        const recommender = await create();
        const report = await recommender.fit?.(contextOf(interactions));
        const list = await ask(recommender, { history: [one], allows: () => true });
        expect(list.every(({ score }) => Number.isFinite(score))).toBe(true);
        if (report?.outcome === 'insufficientData') expect(list).toEqual([]);
      },
    }),
  ),
  {
    law: 'an aborted fit says so, and the previous model stays',
    needs: ['fit'],
    async check(create) {
      const recommender = await fitted(create);
      const before = structuredClone(await answers(recommender));
      const aborted = { ...contextOf(checkerboard()), abort: AbortSignal.abort() };
      await expectCode(() => recommender.fit?.(aborted), 'ABORTED');
      await expectCode(() => recommender.fit?.(abortingContext(contextOf(checkerboard()))), 'ABORTED');
      expect(await answers(recommender)).toEqual(before);
    },
  },
  {
    law: 'a stream that breaks is the caller’s error, and the previous model stays',
    needs: ['fit'],
    async check(create) {
      const recommender = await fitted(create);
      const before = structuredClone(await answers(recommender));
      async function* broken(): AsyncGenerator<never> {
        yield* [];
        throw new Error('The store broke.');
      }
      const streams = { interactions: broken, signals: broken, profiles: broken, items: broken };
      await expect(recommender.fit?.({ ...contextOf(shop), ...streams })).rejects.toThrow('The store broke.');
      expect(await answers(recommender)).toEqual(before);
    },
  },
  {
    law: 'learning again forgets what is no longer there',
    needs: ['fit', 'snapshot'],
    async check(create) {
      const twice = await fitted(create);
      await twice.fit?.(contextOf(checkerboard()));
      expect(twice.snapshot?.()).toEqual((await fitted(create, checkerboard())).snapshot?.());
    },
  },
  {
    law: 'progress goes from 0 to 1 and never back',
    needs: ['fit'],
    async check(create) {
      const steps: number[] = [];
      await (await create()).fit?.({ ...contextOf(shop), progress: (fraction) => steps.push(fraction) });
      expect(steps.every((step) => step >= 0 && step <= 1)).toBe(true);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    },
  },
  {
    law: 'the same data in other batches gives the same answers',
    needs: ['fit'],
    async check(create) {
      const recommender = await create();
      await recommender.fit?.(contextOf(shop, 7));
      expect(await answers(recommender)).toEqual(await answers(await fitted(create)));
    },
  },
];
