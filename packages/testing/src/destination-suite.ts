import { describe, it } from 'vitest';
import { failureLaws } from './destination-suite/failure-laws.js';
import type { DestinationLaw, DestinationRig } from './destination-suite/law.js';
import { writingLaws } from './destination-suite/writing-laws.js';
import { assertReasons, type SkippedLaws } from './skipped-laws.js';

export type { DestinationLaw, DestinationRig, PlatformBehaviour, Written } from './destination-suite/law.js';

/** Everything that the contract promises of a destination. */
export const destinationLaws: readonly DestinationLaw[] = [...writingLaws, ...failureLaws];

export interface DestinationSuiteOptions {
  /** A new destination before an empty platform. Called for every law; the suite stops it. */
  readonly start: () => Promise<DestinationRig> | DestinationRig;
  /** Laws that are not checked, by their text, each with the reason why not. */
  readonly skip?: SkippedLaws;
  /** Milliseconds that one law may take. Default: 30,000. */
  readonly timeout?: number;
}

/**
 * Says whether a destination keeps the contract: one vitest test for each of {@link destinationLaws}.
 *
 * ```ts
 * destinationSuite('crm', { start: () => ({ destination: crm(settings), known: platform.known, behave: platform.behave }) });
 * ```
 */
export function destinationSuite(name: string, options: DestinationSuiteOptions): void {
  const { start, skip = {}, timeout = 30_000 } = options;
  assertReasons(skip, destinationLaws);
  describe(`${name} keeps the contract of a destination`, () => {
    for (const { law, needs, check } of destinationLaws) {
      it(law, { timeout }, async (context) => {
        if (skip[law] !== undefined) context.skip(skip[law]);
        const rig = await start();
        try {
          if (needs !== undefined && rig[needs] === undefined) context.skip(`This platform has nobody ${needs}.`);
          await check(rig);
        } finally {
          await rig.stop?.();
        }
      });
    }
  });
}
