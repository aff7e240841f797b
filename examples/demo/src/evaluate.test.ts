import { expect, it } from 'vitest';
import { HeldOut, score } from './evaluate.js';

it('recall and nDCG of a list whose answer is known', () => {
  const list = ['a', 'x', 'b', 'y', 'z', 'p', 'q', 'r', 's', 't', 'c'];
  const wanted = new Set(['a', 'b', 'c', 'd']);
  const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4) + 1 / Math.log2(5);
  expect(score(list, wanted).recall10).toBe(2 / 4);
  expect(score(list, wanted).ndcg10).toBeCloseTo((1 + 1 / Math.log2(4)) / ideal, 12);
});

it('a perfect list has both at their best, also when more was wanted than fits', () => {
  const eleven = Array.from({ length: 11 }, (_, index) => String(index));
  expect(score(eleven, new Set(eleven))).toEqual({ recall10: 10 / 11, ndcg10: 1 });
  expect(score([], new Set(['a']))).toEqual({ recall10: 0, ndcg10: 0 });
});

const survey = {
  cutoff: 100,
  people: new Map([
    ['both', 120],
    ['gone', 50],
    ['newcomer', 130],
    ['faithful', 100],
  ]),
};

it('asks about people who were there before, and about items that are new to them', () => {
  const held = new HeldOut(survey);
  const seen: [string, string, number, boolean][] = [
    ['both', 'mug', 50, true],
    ['both', 'mug', 110, true],
    ['both', 'cup', 110, true],
    ['both', 'plate', 120, false],
    ['gone', 'mug', 50, true],
    ['newcomer', 'mug', 130, true],
    ['faithful', 'mug', 99, true],
    ['faithful', 'mug', 100, true],
  ];
  for (const [user, item, time, positive] of seen) held.see({ user, item, time }, positive);
  expect(held.questions()).toEqual([{ person: 'both', known: new Set(['mug']), wanted: new Set(['cup']) }]);
  expect(held).toMatchObject({ eligible: 3, sampled: false });
});

it('takes the same sample every time', () => {
  const people = new Map(Array.from({ length: 100 }, (_, index) => [`p${index}`, 1]));
  const sample = () => {
    const held = new HeldOut({ cutoff: 1, people }, 10);
    for (const user of people.keys()) {
      held.see({ user, item: 'a', time: 0 }, true);
      held.see({ user, item: 'b', time: 1 }, true);
    }
    return held.questions().map(({ person }) => person);
  };
  expect(sample()).toHaveLength(10);
  expect(sample()).toEqual(sample());
});
