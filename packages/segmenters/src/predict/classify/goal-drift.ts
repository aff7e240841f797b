import { rowOf } from '@sintonia/learners';
import type { Drift } from '@sintonia/spec';
import { ageing } from '../../features/feature-set.js';
import { mapWithRests } from '../../fitting/map-with-rests.js';
import { driftOf } from '../drift/drift-thresholds.js';
import { LEAST_FOR_STABILITY, populationStability } from '../drift/population-stability.js';
import type { GoalModel } from './goal-model.js';
import type { GoalSettings } from './goal-options.js';
import type { Known } from './learn-goal.js';

/**
 * How people differ from those whom the model learnt from, feature by feature; and, once the time that it spoke of is over, whether as
 * many did as it said.
 */
export async function goalDrift(
  { features, encoder, classifier, kinds, reference, fittedAt }: GoalModel,
  { name, goal }: GoalSettings,
  { moments, labels, positives }: Known,
  now: number,
  rest: () => Promise<void>,
): Promise<readonly Drift[]> {
  if (labels.length < LEAST_FOR_STABILITY) return [];
  const numbers = await mapWithRests(moments, (moment) => features.numbersAt(moment), rest);
  const table = encoder.encode(features.columnsOf(moments, kinds, numbers));
  const population = encoder.names.flatMap((column, place) => {
    if (ageing.has(column)) return [];
    const values = Array.from(labels, (_, row) => rowOf(table, row)[place] as number);
    const stability = populationStability(reference[place] as GoalModel['reference'][number], values);
    return stability === undefined ? [] : driftOf('population', column, stability);
  });
  // What it learnt from can't show that it was wrong.
  if (now - goal.within < fittedAt) return population;
  const rows = [...labels.keys()];
  const said = await mapWithRests(rows, (row) => classifier.probability(rowOf(table, row)), rest);
  const promised = said.reduce((sum, probability) => sum + probability, 0);
  return [...population, ...driftOf('calibration', name, (positives - promised) / labels.length)];
}
