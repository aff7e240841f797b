import { expect } from 'vitest';
import { answers, ask, fitted, historyOf, shopPeople } from './ask.js';
import type { RecommenderLaw } from './law.js';

/** What every list looks like, whoever asks. */
export const listLaws: readonly RecommenderLaw[] = [
  {
    law: 'candidates come by falling score, ties by item id',
    async check(create) {
      for (const list of await answers(await fitted(create), 1_000)) {
        list.slice(1).forEach((candidate, index) => {
          const before = list[index] as typeof candidate;
          const inOrder =
            before.score > candidate.score || (before.score === candidate.score && before.itemId < candidate.itemId);
          expect(inOrder, `${before.itemId} (${before.score}) before ${candidate.itemId} (${candidate.score})`).toBe(
            true,
          );
        });
      }
    },
  },
  {
    law: 'no item comes twice',
    async check(create) {
      for (const list of await answers(await fitted(create), 1_000)) {
        expect(new Set(list.map(({ itemId }) => itemId)).size).toBe(list.length);
      }
    },
  },
  {
    law: 'scores are finite',
    async check(create) {
      for (const { itemId, score } of (await answers(await fitted(create))).flat()) {
        expect(Number.isFinite(score), `the score of ${itemId}, ${score}`).toBe(true);
      }
    },
  },
  {
    law: 'only allowed items come, and what is not allowed takes no place in the list',
    async check(create) {
      const recommender = await fitted(create);
      for (const person of shopPeople.slice(0, 10)) {
        const history = historyOf(person);
        const all = await ask(recommender, { history, limit: 1_000, allows: () => true });
        const allows = (itemId: string) => itemId.length % 2 === 0;
        const some = await ask(recommender, { history, limit: 3, allows });
        expect(some.filter(({ itemId }) => !allows(itemId))).toEqual([]);
        expect(some.length).toBe(Math.min(3, all.filter(({ itemId }) => allows(itemId)).length));
        expect(await ask(recommender, { history, allows: () => false })).toEqual([]);
      }
    },
  },
  {
    law: 'a list is as long as asked for at most, and a shorter one is the beginning of a longer one',
    async check(create) {
      const recommender = await fitted(create);
      const long = await answers(recommender, 20);
      for (const limit of [1, 2, 7]) {
        const short = await answers(recommender, limit);
        expect(short).toEqual(long.map((list) => list.slice(0, limit)));
      }
    },
  },
  {
    law: 'every candidate has a reason',
    async check(create) {
      for (const { itemId, reasons } of (await answers(await fitted(create))).flat()) {
        expect(reasons.length, `reasons of ${itemId}`).toBeGreaterThan(0);
      }
    },
  },
  {
    law: 'the contributions of the reasons add up to the score',
    async check(create) {
      for (const { score, reasons } of (await answers(await fitted(create))).flat()) {
        const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
        const size = reasons.reduce((total, { contribution }) => total + Math.abs(contribution), 1);
        expect(Math.abs(sum - score) / size, `${sum} and ${score} differ by`).toBeLessThan(1e-9);
      }
    },
  },
  {
    law: 'the same question gets the same answer, and the history is left alone',
    async check(create) {
      const recommender = await fitted(create);
      const history = Object.freeze(
        historyOf(shopPeople[0] as string).map((interaction) => Object.freeze(interaction)),
      );
      const first = structuredClone(await ask(recommender, { history }));
      await answers(recommender);
      expect(await ask(recommender, { history })).toEqual(first);
    },
  },
  {
    law: 'a history of nothing, of unknown items or of 5,000 interactions is no error',
    async check(create) {
      const recommender = await fitted(create);
      const [one] = historyOf(shopPeople[0] as string);
      if (!one) throw new Error('The shop is empty.');
      expect(await ask(recommender, { history: [] })).toBeInstanceOf(Array);
      expect(await ask(recommender, { history: [{ ...one, itemId: 'nobody-knows-it' }] })).toBeInstanceOf(Array);
      expect(await ask(recommender, { history: [{ ...one, weight: -1 }] })).toBeInstanceOf(Array);
      expect(await ask(recommender, { history: Array.from({ length: 5_000 }, () => one) })).toBeInstanceOf(Array);
    },
  },
];
