import type { Duration } from '@sintonia/rules';
import { assertKnownOptions, type Plugin } from '@sintonia/spec';
import { readOptionDuration } from '../../features/feature-options.js';
import { readName } from '../../options/read-options.js';
import { stayingAway } from './goal.js';
import { type GoalOptions, type GoalPattern, goalOptionNames, readGoalOptions, readPattern } from './goal-options.js';
import { GoalSegmenter } from './goal-segmenter.js';

export interface ChurnOptions extends GoalOptions {
  /** What a customer does: `performed('Subscription Renewed')`, or any sign of life. */
  readonly activity: GoalPattern;
  /** Who has not done it for so long has left. */
  readonly within: Duration;
  /** Asked about those who did it within this time. Default: as `within`. */
  readonly activeWithin?: Duration;
  /** Name of the segment of those who probably leave. Default: `likely-to-churn`. */
  readonly segment?: string;
}

/** How likely somebody leaves. Name: `churn`. @throws SINTONIA_OPTION_INVALID that names the field. */
export function churnSegmenter(options: ChurnOptions): GoalSegmenter {
  assertKnownOptions(options, [...goalOptionNames, 'activity', 'within', 'activeWithin', 'segment']);
  const within = readOptionDuration(options.within, 'within');
  const activeWithin = readOptionDuration(options.activeWithin ?? options.within, 'activeWithin');
  return new GoalSegmenter({
    ...readGoalOptions(options, 'churn'),
    segment: readName(options.segment ?? 'likely-to-churn', 'segment'),
    goal: stayingAway(within, activeWithin),
    hits: readPattern(options.activity, 'activity'),
  });
}

/** How likely a subscriber, or anybody who comes regularly, leaves. @throws SINTONIA_OPTION_INVALID that names the field. */
export function churn(options: ChurnOptions): Plugin {
  const segmenter = churnSegmenter(options);
  return { name: segmenter.name, specVersion: 1, segmenters: [segmenter] };
}
