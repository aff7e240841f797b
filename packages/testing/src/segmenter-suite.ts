import type { Segmenter } from '@sintonia/spec';
import { describe, it } from 'vitest';
import type { SegmenterAbility, SegmenterLaw } from './segmenter-suite/law.js';
import { learningLaws } from './segmenter-suite/learning-laws.js';
import { membershipLaws } from './segmenter-suite/membership-laws.js';
import { predictionLaws } from './segmenter-suite/prediction-laws.js';
import { snapshotLaws } from './segmenter-suite/snapshot-laws.js';
import { assertReasons, type SkippedLaws } from './skipped-laws.js';

export type { SegmenterAbility, SegmenterLaw } from './segmenter-suite/law.js';

/** Everything that the contract promises of a segmenter. */
export const segmenterLaws: readonly SegmenterLaw[] = [
  ...membershipLaws,
  ...predictionLaws,
  ...learningLaws,
  ...snapshotLaws,
];

export interface SegmenterSuiteOptions {
  /** A new, unfitted segmenter. Called at least once for every law. */
  readonly create: () => Segmenter | Promise<Segmenter>;
  /** Laws that are not checked, by their text, each with the reason why not. */
  readonly skip?: SkippedLaws;
  /** Milliseconds that one law may take. Default: 30,000. */
  readonly timeout?: number;
}

/**
 * Says whether a segmenter keeps the contract: one vitest test for each of {@link segmenterLaws} that applies to it.
 *
 * ```ts
 * segmenterSuite('RFM', { create: () => new RfmSegmenter() });
 * ```
 */
export function segmenterSuite(name: string, options: SegmenterSuiteOptions): void {
  const { create, skip = {}, timeout = 30_000 } = options;
  assertReasons(skip, segmenterLaws);
  describe(`${name} keeps the contract of a segmenter`, () => {
    for (const { law, needs = [], check } of segmenterLaws) {
      it(law, { timeout }, async (context) => {
        if (skip[law] !== undefined) context.skip(skip[law]);
        const abilities = abilitiesOf(await create());
        const lacks = needs.filter((need) => !abilities.has(need));
        if (lacks.length > 0) context.skip(`This segmenter is without: ${lacks.join(', ')}.`);
        await check(async () => create());
      });
    }
  });
}

function abilitiesOf(segmenter: Segmenter): ReadonlySet<SegmenterAbility> {
  const abilities = new Set<SegmenterAbility>();
  if (segmenter.fit) abilities.add('fit');
  if (segmenter.predict) abilities.add('predict');
  if (segmenter.snapshot && segmenter.restore) abilities.add('snapshot');
  return abilities;
}
