import { expect } from 'vitest';
import { ask, contextOf, fitted, historyOf, shopPeople } from './ask.js';
import { checkerboard, isOfColour, peopleOfCheckerboard, rowOf } from './checkerboard.js';
import type { RecommenderLaw } from './law.js';

/** Whether it learns what there is to learn. */
export const tasteLaws: readonly RecommenderLaw[] = [
  {
    law: 'on a checkerboard, every person gets items of the own colour',
    needs: ['fit', 'personal'],
    async check(create) {
      const recommender = await fitted(create, checkerboard());
      for (let number = 0; number < peopleOfCheckerboard; number++) {
        const list = await ask(recommender, { history: rowOf(number, `person-${number}`), limit: 4 });
        expect(list.length, `the length of the list of person ${number}`).toBe(4);
        expect(list.filter(({ itemId }) => !isOfColour(itemId, number))).toEqual([]);
      }
    },
  },
  {
    law: 'somebody who was not there when it learnt gets items of the own colour, by history alone',
    needs: ['fit', 'personal'],
    async check(create) {
      const recommender = await fitted(create, checkerboard());
      for (const number of [0, 1]) {
        const list = await ask(recommender, { history: rowOf(number, 'somebody-new').slice(0, 3), limit: 5 });
        expect(list.length).toBe(5);
        expect(list.filter(({ itemId }) => !isOfColour(itemId, number))).toEqual([]);
      }
    },
  },
  {
    law: 'on a checkerboard, similar items are of the same colour',
    needs: ['fit', 'similar', 'personal'],
    async check(create) {
      const recommender = await fitted(create, checkerboard());
      const [even, odd] = ['item-4', 'item-5'].map((id) => recommender.similar?.(id, 10, () => true) ?? []);
      expect(even?.length).toBe(10);
      expect(odd?.length).toBe(10);
      expect(even?.filter(({ itemId }) => !isOfColour(itemId, 0))).toEqual([]);
      expect(odd?.filter(({ itemId }) => !isOfColour(itemId, 1))).toEqual([]);
    },
  },
  {
    law: 'similar items come by falling score, are allowed, at most as many as asked for, and never the item itself',
    needs: ['fit', 'similar'],
    async check(create) {
      const recommender = await fitted(create, checkerboard());
      const allows = (itemId: string) => itemId !== 'item-6';
      const list = recommender.similar?.('item-4', 5, allows) ?? [];
      expect(list.length).toBeLessThanOrEqual(5);
      expect(list.map(({ itemId }) => itemId)).not.toContain('item-4');
      expect(list.map(({ itemId }) => itemId)).not.toContain('item-6');
      const scores = list.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(recommender.similar?.('nobody-knows-it', 5, allows)).toEqual([]);
    },
  },
  {
    law: 'who calls itself impersonal answers everybody alike',
    needs: ['impersonal'],
    async check(create) {
      const recommender = await create();
      await recommender.fit?.(contextOf(checkerboard()));
      const allows = () => true;
      const lists = await Promise.all(
        [[], rowOf(0, 'a'), rowOf(1, 'b'), historyOf(shopPeople[0] as string)].map((history) =>
          ask(recommender, { history, allows }),
        ),
      );
      for (const list of lists) expect(list).toEqual(lists[0]);
    },
  },
];
