import { describe, it } from 'vitest';
import { backfillLaws } from './collector-suite/backfill-laws.js';
import type { CollectorLaw, CollectorRig } from './collector-suite/law.js';
import { parseLaws } from './collector-suite/parse-laws.js';
import { verifyLaws } from './collector-suite/verify-laws.js';
import { assertReasons, type SkippedLaws } from './skipped-laws.js';

export type { CollectorLaw, CollectorRig, CollectorSample } from './collector-suite/law.js';

/** Everything that the contract promises of a collector. */
export const collectorLaws: readonly CollectorLaw[] = [...parseLaws, ...verifyLaws, ...backfillLaws];

export interface CollectorSuiteOptions {
  /** A new collector. Called for every law; the suite stops it. */
  readonly start: () => Promise<CollectorRig> | CollectorRig;
  /** Laws that are not checked, by their text, each with the reason why not. */
  readonly skip?: SkippedLaws;
  /** Milliseconds that one law may take. Default: 30,000. */
  readonly timeout?: number;
}

/**
 * Says whether a collector keeps the contract: one vitest test for each of {@link collectorLaws}.
 *
 * ```ts
 * collectorSuite('shop', { start: () => ({ collector: shop(settings), samples, signed: () => request }) });
 * ```
 */
export function collectorSuite(name: string, options: CollectorSuiteOptions): void {
  const { start, skip = {}, timeout = 30_000 } = options;
  assertReasons(skip, collectorLaws);
  describe(`${name} keeps the contract of a collector`, () => {
    for (const { law, needs, check } of collectorLaws) {
      it(law, { timeout }, async (context) => {
        if (skip[law] !== undefined) context.skip(skip[law]);
        const rig = await start();
        try {
          const absent = absence(rig, needs);
          if (absent !== undefined) context.skip(absent);
          await check(rig);
        } finally {
          await rig.stop?.();
        }
      });
    }
  });
}

function absence({ collector, toleranceMs }: CollectorRig, needs: CollectorLaw['needs']): string | undefined {
  if (needs === undefined) return undefined;
  if (needs !== 'toleranceMs') return collector[needs] === undefined ? `This collector has no ${needs}.` : undefined;
  return toleranceMs === undefined ? 'This vendor does not sign the time.' : undefined;
}
