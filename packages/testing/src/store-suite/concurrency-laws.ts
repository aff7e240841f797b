import { isSintoniaError, type Store } from '@sintonia/spec';
import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { keyOf, scanIds, signalOf, TENANT } from './samples.js';

const COUNTER = keyOf('counter');

async function increment(store: Store): Promise<void> {
  for (;;) {
    const entry = await store.get(COUNTER);
    try {
      await store.commit({
        tenant: TENANT,
        check: [{ key: COUNTER, version: entry?.version ?? 0 }],
        put: [{ key: COUNTER, value: Number(entry?.value ?? 0) + 1 }],
      });
      return;
    } catch (error) {
      if (!isSintoniaError(error, 'STORE_CONFLICT')) throw error;
    }
  }
}

export const concurrencyLaws: readonly StoreLaw[] = [
  {
    law: '100 concurrent conditional increments make exactly 100',
    async check(store) {
      await Promise.all(Array.from({ length: 100 }, () => increment(store)));
      expect(await store.get(COUNTER)).toMatchObject({ value: 100 });
    },
  },
  {
    law: 'of many commits that create the same entry, exactly one succeeds',
    async check(store) {
      const create = (value: number) =>
        store.commit({ tenant: TENANT, check: [{ key: COUNTER, version: 0 }], put: [{ key: COUNTER, value }] });
      const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, value) => create(value)));
      const winners = outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
      expect(winners).toHaveLength(1);
      expect(await store.get(COUNTER)).toMatchObject({ value: winners[0] });
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'SINTONIA_STORE_CONFLICT' });
      }
    },
  },
  {
    law: 'identical signals appended concurrently are stored once',
    async check(store) {
      const results = await Promise.all(
        Array.from({ length: 50 }, () => store.commit({ tenant: TENANT, append: [signalOf('a'), signalOf('b')] })),
      );
      expect(results.reduce((sum, { appended }) => sum + appended, 0)).toBe(2);
      expect(results.reduce((sum, { duplicates }) => sum + duplicates.length, 0)).toBe(98);
      expect((await scanIds(store)).toSorted()).toEqual(['a', 'b']);
    },
  },
  {
    law: 'a commit that fails does not harm those beside it',
    async check(store) {
      const commits = Array.from({ length: 60 }, (_, index) =>
        store.commit({
          tenant: TENANT,
          append: [signalOf(`s${index}`)],
          check: [{ key: COUNTER, version: index % 3 === 0 ? 7 : 0 }],
          put: [{ key: keyOf(`k${index}`), value: index }],
        }),
      );
      const outcomes = await Promise.allSettled(commits);
      const passed = outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
      expect(passed).toEqual(Array.from({ length: 60 }, (_, index) => index).filter((index) => index % 3 !== 0));
      expect((await scanIds(store)).toSorted()).toEqual(passed.map((index) => `s${index}`).toSorted());
      const entries = await store.list({ tenant: TENANT, collection: 'things', limit: 100 });
      expect(entries.map(({ value }) => Number(value)).sort((a, b) => a - b)).toEqual(passed);
    },
  },
  {
    law: 'whatever is acknowledged is seen by the next read',
    async check(store) {
      for (let round = 1; round <= 30; round += 1) {
        await store.commit({ tenant: TENANT, append: [signalOf(`s${round}`)], put: [{ key: COUNTER, value: round }] });
        expect(await store.get(COUNTER)).toMatchObject({ value: round });
        const page = await store.scan({ tenant: TENANT, person: 'ana', direction: 'backward', limit: 1 });
        expect(page.signals[0]?.id).toBe(`s${round}`);
      }
    },
  },
];
