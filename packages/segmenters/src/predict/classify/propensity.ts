import type { Duration } from '@sintonia/rules';
import { assertKnownOptions, type Plugin } from '@sintonia/spec';
import { readOptionDuration } from '../../features/feature-options.js';
import { readName } from '../../options/read-options.js';
import { doing } from './goal.js';
import { type GoalOptions, type GoalPattern, goalOptionNames, readGoalOptions, readPattern } from './goal-options.js';
import { GoalSegmenter } from './goal-segmenter.js';

export interface PropensityOptions extends GoalOptions {
  /** What they will do: `performed('Order Completed')`, or `{ performed: 'Order Completed' }`. */
  readonly goal: GoalPattern;
  /** How soon. */
  readonly within: Duration;
  /** Name of the segment of those who probably will. Default: `likely`. */
  readonly segment?: string;
}

/** How likely somebody does something soon. Name: `propensity`. @throws SINTONIA_OPTION_INVALID that names the field. */
export function propensitySegmenter(options: PropensityOptions): GoalSegmenter {
  assertKnownOptions(options, [...goalOptionNames, 'goal', 'within', 'segment']);
  return new GoalSegmenter({
    ...readGoalOptions(options, 'propensity'),
    segment: readName(options.segment ?? 'likely', 'segment'),
    goal: doing(readOptionDuration(options.within, 'within')),
    hits: readPattern(options.goal, 'goal'),
  });
}

/** How likely somebody does something soon, such as order, subscribe or cancel. @throws SINTONIA_OPTION_INVALID that names the field. */
export function propensity(options: PropensityOptions): Plugin {
  const segmenter = propensitySegmenter(options);
  return { name: segmenter.name, specVersion: 1, segmenters: [segmenter] };
}
