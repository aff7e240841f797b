import type { Store } from '@sintonia/spec';
import { afterEach, describe, it } from 'vitest';
import { assertReasons, type SkippedLaws } from './skipped-laws.js';
import { commitLaws } from './store-suite/commit-laws.js';
import { concurrencyLaws } from './store-suite/concurrency-laws.js';
import { contentsLaws } from './store-suite/contents-laws.js';
import { duplicateLaws } from './store-suite/duplicate-laws.js';
import { eraseLaws } from './store-suite/erase-laws.js';
import type { StoreLaw } from './store-suite/law.js';
import { lifetimeLaws } from './store-suite/lifetime-laws.js';
import { listLaws } from './store-suite/list-laws.js';
import { randomLaws } from './store-suite/random-laws.js';
import { scanLaws } from './store-suite/scan-laws.js';
import { tenantLaws } from './store-suite/tenant-laws.js';
import { trimLaws } from './store-suite/trim-laws.js';
import { typeLaws } from './store-suite/type-laws.js';
import { valueLaws } from './store-suite/value-laws.js';

export type { StoreLaw } from './store-suite/law.js';

/** Everything that the contract promises of a store. */
export const storeLaws: readonly StoreLaw[] = [
  ...commitLaws,
  ...duplicateLaws,
  ...scanLaws,
  ...typeLaws,
  ...listLaws,
  ...valueLaws,
  ...eraseLaws,
  ...trimLaws,
  ...contentsLaws,
  ...tenantLaws,
  ...concurrencyLaws,
  ...lifetimeLaws,
  ...randomLaws,
];

export interface StoreSuiteOptions {
  /** A new and empty store. Called for every law; the suite closes it. */
  readonly open: () => Promise<Store> | Store;
  /** The data of the store that `open` gave last, opened again. For stores that outlive their process. */
  readonly reopen?: () => Promise<Store> | Store;
  /** Laws that are not checked, by their text, each with the reason why not. */
  readonly skip?: SkippedLaws;
  /** Milliseconds that one law may take. Default: 60,000. */
  readonly timeout?: number;
}

/**
 * Says whether a store keeps the contract: one vitest test for each of {@link storeLaws}.
 *
 * ```ts
 * storeSuite('my store', { open: () => myStore(newDatabase()) });
 * ```
 */
export function storeSuite(name: string, options: StoreSuiteOptions): void {
  const { open, reopen, skip = {}, timeout = 60_000 } = options;
  assertReasons(skip, storeLaws);
  describe(`${name} keeps the contract of a store`, () => {
    const opened: Store[] = [];
    const keep = (store: Store) => {
      opened.push(store);
      return store;
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()));
    });

    for (const { law, needs, check } of storeLaws) {
      if (needs === 'reopen' && reopen === undefined) continue;
      it(law, { timeout }, async (context) => {
        if (skip[law] !== undefined) context.skip(skip[law]);
        const store = keep(await open());
        const optional = needs === 'reopen' ? undefined : needs;
        if (optional && store[optional] === undefined) context.skip(`This store has no ${optional}.`);
        await check(store, async () => {
          await store.close();
          return keep(await (reopen ?? open)());
        });
      });
    }
  });
}
