import type { Recommender } from '@sintonia/spec';
import { describe, it } from 'vitest';
import type { RecommenderAbility, RecommenderLaw } from './recommender-suite/law.js';
import { learningLaws } from './recommender-suite/learning-laws.js';
import { listLaws } from './recommender-suite/list-laws.js';
import { snapshotLaws } from './recommender-suite/snapshot-laws.js';
import { tasteLaws } from './recommender-suite/taste-laws.js';
import { assertReasons, type SkippedLaws } from './skipped-laws.js';

export type { RecommenderAbility, RecommenderLaw } from './recommender-suite/law.js';

/** Everything that the contract promises of a recommender. */
export const recommenderLaws: readonly RecommenderLaw[] = [...listLaws, ...tasteLaws, ...learningLaws, ...snapshotLaws];

export interface RecommenderSuiteOptions {
  /** A new, unfitted recommender. Called at least once for every law. */
  readonly create: () => Recommender | Promise<Recommender>;
  /** Laws that are not checked, by their text, each with the reason why not. */
  readonly skip?: SkippedLaws;
  /** Milliseconds that one law may take. Default: 30,000. */
  readonly timeout?: number;
}

/**
 * Says whether a recommender keeps the contract: one vitest test for each of {@link recommenderLaws} that applies to it.
 *
 * ```ts
 * recommenderSuite('item lists', { create: () => new ItemListsRecommender() });
 * ```
 */
export function recommenderSuite(name: string, options: RecommenderSuiteOptions): void {
  const { create, skip = {}, timeout = 30_000 } = options;
  assertReasons(skip, recommenderLaws);
  describe(`${name} keeps the contract of a recommender`, () => {
    for (const { law, needs = [], check } of recommenderLaws) {
      it(law, { timeout }, async (context) => {
        if (skip[law] !== undefined) context.skip(skip[law]);
        const abilities = abilitiesOf(await create());
        const lacks = needs.filter((need) => !abilities.has(need));
        if (lacks.length > 0) context.skip(`This recommender is without: ${lacks.join(', ')}.`);
        await check(async () => create());
      });
    }
  });
}

function abilitiesOf(recommender: Recommender): ReadonlySet<RecommenderAbility> {
  const abilities = new Set<RecommenderAbility>([recommender.impersonal ? 'impersonal' : 'personal']);
  if (recommender.fit) abilities.add('fit');
  if (recommender.snapshot && recommender.restore) abilities.add('snapshot');
  if (recommender.similar) abilities.add('similar');
  return abilities;
}
