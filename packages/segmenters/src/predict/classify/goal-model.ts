import { type CalibratedClassifier, type Encoder, rowOf } from '@sintonia/learners';
import type { FeatureContribution } from '@sintonia/spec';
import type { FeatureSet, Moment } from '../../features/feature-set.js';
import type { Distribution } from '../drift/population-stability.js';

/** What was learnt about a goal. */
export interface GoalModel {
  /** Of the signal types that anybody had a signal of. */
  readonly features: FeatureSet;
  readonly encoder: Encoder;
  readonly classifier: CalibratedClassifier;
  /** What each trait was: a number or a category. */
  readonly kinds: readonly ('numbers' | 'categories')[];
  /** How each column of the encoder was distributed. */
  readonly reference: readonly Distribution[];
  /** When it was learnt, in milliseconds since 1970. */
  readonly fittedAt: number;
}

/** As many as somebody can read. */
const MOST_CONTRIBUTIONS = 10;

/** The calibrated probability of one person, and what made it. */
export function foretell({ features, encoder, classifier, kinds }: GoalModel, moment: Moment) {
  const table = encoder.encode(features.columnsOf([moment], kinds));
  const row = rowOf(table, 0);
  const moved = new Map<string, number>();
  for (const [column, by] of classifier.contributions(row).values.entries()) {
    const source = encoder.sources[column] as string;
    moved.set(source, (moved.get(source) ?? 0) + by);
  }
  const contributions = [...moved]
    .filter(([, contribution]) => contribution !== 0)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, MOST_CONTRIBUTIONS)
    .map(([feature, contribution]): FeatureContribution => {
      return { feature, value: features.valueOf(feature, moment), contribution };
    });
  return { probability: classifier.probability(row), contributions };
}
