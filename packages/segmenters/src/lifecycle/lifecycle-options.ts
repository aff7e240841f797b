import { assertKnownOptions } from '@sintonia/spec';
import { readNames, readOptionInteger } from '../options/read-options.js';
import {
  commerceStages,
  type LifecycleStage,
  type LifecycleStageName,
  type LifecycleStages,
} from './lifecycle-stages.js';

export interface LifecycleOptions {
  /** What tells of each stage. Those that are left out are as in {@link commerceStages}; for media there are {@link mediaStages}. */
  readonly stages?: Partial<LifecycleStages>;
}

/** A stage as it is looked at. */
export interface StageSettings {
  readonly name: LifecycleStageName;
  readonly signals: ReadonlySet<string>;
  readonly atLeast: number;
  readonly withinDays: number;
}

const names: readonly LifecycleStageName[] = ['awareness', 'consideration', 'decision', 'retention'];

/** From the first stage to the last. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readLifecycleOptions(options: LifecycleOptions): readonly StageSettings[] {
  assertKnownOptions(options, ['stages']);
  const { stages = {} } = options;
  assertKnownOptions(stages, names, 'stages');
  return names.map((name) => readStage(name, stages[name] ?? commerceStages[name]));
}

function readStage(name: LifecycleStageName, stage: LifecycleStage): StageSettings {
  const field = `stages.${name}`;
  assertKnownOptions(stage, ['signals', 'atLeast', 'withinDays'], field);
  return {
    name,
    signals: new Set(readNames(stage.signals, `${field}.signals`)),
    atLeast: readOptionInteger(stage.atLeast ?? 1, `${field}.atLeast`, 1, 1_000),
    withinDays: readOptionInteger(stage.withinDays, `${field}.withinDays`, 1, 3_650),
  };
}
