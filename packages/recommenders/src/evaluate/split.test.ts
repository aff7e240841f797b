import type { Interaction } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Split, splitByTime, splitGiven, splitLast, splitRandom } from './split.js';

const interactions: fc.Arbitrary<Interaction[]> = fc.array(
  fc.record({
    person: fc.constantFrom('ana', 'bob', 'cy'),
    itemId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    type: fc.constant('Order Completed'),
    weight: fc.constantFrom(1, 0.5, -1),
    timestamp: fc.integer({ min: 0, max: 100 }),
  }),
  { maxLength: 60 },
);

const splits: Readonly<Record<string, (all: Interaction[]) => Split>> = {
  byTime: (all) => splitByTime(all, 50),
  last: (all) => splitLast(all, 1),
  random: (all) => splitRandom(all, 0.3, 7),
  given: (all) => splitGiven(all.slice(0, all.length >> 1), all.slice(all.length >> 1)),
};

describe.each(Object.entries(splits))('split %s', (_name, split) => {
  it('never asks for what the person has in training, or dislikes', () => {
    fc.assert(
      fc.property(interactions, (all) => {
        const { train, test } = split(all);
        for (const [person, items] of test) {
          expect(items.size).toBeGreaterThan(0);
          for (const itemId of items) {
            expect(train.some((each) => each.person === person && each.itemId === itemId)).toBe(false);
            expect(all.some((each) => each.person === person && each.itemId === itemId && each.weight > 0)).toBe(true);
          }
        }
      }),
    );
  });

  it('is the same for the same input', () => {
    fc.assert(
      fc.property(interactions, (all) => {
        expect(split(all)).toEqual(split(all));
      }),
    );
  });
});

describe('splitByTime', () => {
  it('lets nothing from after the cutoff train', () => {
    fc.assert(
      fc.property(interactions, (all) => {
        expect(splitByTime(all, 50).train.every(({ timestamp }) => timestamp < 50)).toBe(true);
      }),
    );
  });
});

describe('splitRandom', () => {
  it('leaves everybody something to learn from', () => {
    fc.assert(
      fc.property(interactions, (all) => {
        const { train } = splitRandom(all, 0.99, 3);
        for (const { person } of all) expect(train.some((each) => each.person === person)).toBe(true);
      }),
    );
  });
});
