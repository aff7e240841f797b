import { expect } from 'vitest';
import { abortingContext } from '../aborting-context.js';
import { expectCode } from '../expect-code.js';
import { type Customers, generateCustomers } from '../generate-customers.js';
import { contextOf, everybody, fitted, NOW, otherShop, shop } from './ask.js';
import type { SegmenterLaw } from './law.js';

const alike = ({ profiles, ...rest }: Customers): Customers => ({
  ...rest,
  profiles: profiles.map((profile) => ({ ...profile, revenue: 1 })),
  signals: rest.signals.map((signal) => ({ ...signal, timestamp: NOW, value: 1, properties: {} })),
  interactions: rest.interactions.map((interaction) => ({ ...interaction, timestamp: NOW })),
});

/** Customers from whom there is nothing to learn, or hardly anything. */
const meagre: Readonly<Record<string, Customers>> = {
  nobody: generateCustomers({ people: 0, now: NOW }),
  'one person': generateCustomers({ people: 1, now: NOW }),
  'three people': generateCustomers({ people: 3, now: NOW }),
  'people who are all alike': alike(generateCustomers({ people: 50, now: NOW })),
};

export const learningLaws: readonly SegmenterLaw[] = [
  {
    law: 'unfitted, nobody is in a segment and there is no snapshot',
    needs: ['fit'],
    async check(create) {
      const segmenter = await create();
      expect(everybody(segmenter).flat()).toEqual([]);
      expect(segmenter.snapshot?.()).toBeUndefined();
    },
  },
  {
    law: 'fitted, somebody is in a segment',
    needs: ['fit'],
    async check(create) {
      const segmenter = await create();
      expect((await segmenter.fit?.(contextOf(shop)))?.outcome).toBe('fitted');
      expect(everybody(segmenter).flat().length).toBeGreaterThan(0);
    },
  },
  ...Object.entries(meagre).map(
    ([name, customers]): SegmenterLaw => ({
      law: `learning from ${name} is no error, and with insufficient data nobody is in a segment`,
      needs: ['fit'],
      async check(create) {
        const segmenter = await fitted(create);
        const report = await segmenter.fit?.(contextOf(customers));
        const memberships = everybody(segmenter).flat();
        if (report?.outcome === 'insufficientData') expect(memberships).toEqual([]);
      },
    }),
  ),
  {
    law: 'an aborted fit says so, and the previous model stays',
    needs: ['fit'],
    async check(create) {
      const segmenter = await fitted(create);
      const before = structuredClone(everybody(segmenter));
      await expectCode(() => segmenter.fit?.({ ...contextOf(otherShop), abort: AbortSignal.abort() }), 'ABORTED');
      await expectCode(() => segmenter.fit?.(abortingContext(contextOf(otherShop))), 'ABORTED');
      expect(everybody(segmenter)).toEqual(before);
    },
  },
  {
    law: 'learning again forgets what is no longer there, whatever the batches',
    needs: ['fit'],
    async check(create) {
      const segmenter = await fitted(create, otherShop);
      await segmenter.fit?.(contextOf(shop, 7));
      expect(everybody(segmenter)).toEqual(everybody(await fitted(create)));
    },
  },
];
