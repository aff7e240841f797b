import { DAY, type Membership, type Segmenter, type SegmenterRequest, type Signal } from '@sintonia/spec';
import { type LifecycleOptions, readLifecycleOptions, type StageSettings } from './lifecycle-options.js';
import { lifecycleSegments } from './lifecycle-stages.js';

type Assigned = Omit<Membership, 'segmenter'>;

/** What somebody's signals say of one stage. */
interface Trace {
  readonly stage: StageSettings;
  /** How many lie within its window. */
  readonly within: number;
  /** How many there are at all. */
  readonly ever: number;
  /** Whole days since the latest, within the window or not. */
  readonly days: number;
}

/**
 * How far somebody has come: the furthest stage that their latest signals tell of. Who did enough for a stage
 * once, and for none of them lately, has lapsed. Who never did is in no segment.
 */
export class LifecycleSegmenter implements Segmenter {
  readonly name = 'lifecycle';
  readonly specVersion = 1;
  readonly segments = lifecycleSegments;
  readonly #stages: readonly StageSettings[];

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: LifecycleOptions = {}) {
    this.#stages = readLifecycleOptions(options);
  }

  assign({ history, now }: SegmenterRequest): readonly Assigned[] {
    const furthestFirst = this.#stages.map((stage) => traceOf(stage, history.signals, now)).reverse();
    const current = furthestFirst.find(({ within, stage }) => within >= stage.atLeast);
    if (current) return [standing(current)];
    const furthest = furthestFirst.find(({ ever, stage }) => ever >= stage.atLeast);
    return furthest ? [lapsed(furthest, furthestFirst)] : [];
  }
}

/** Clocks differ: what is dated ahead of ours has just happened. */
function traceOf(stage: StageSettings, signals: readonly Signal[], now: number): Trace {
  let within = 0;
  let ever = 0;
  let days = Infinity;
  for (const { type, timestamp } of signals) {
    if (!stage.signals.has(type)) continue;
    const ago = Math.max(0, Math.floor((now - timestamp) / DAY));
    ever++;
    if (ago < stage.withinDays) within++;
    days = Math.min(days, ago);
  }
  return { stage, within, ever, days };
}

function standing({ stage, within, days }: Trace): Assigned {
  const { name, atLeast, withinDays } = stage;
  return {
    segment: name,
    confidence: 1,
    reasons: [
      { measure: name, value: within, unit: 'signals', band: `at least ${atLeast} within ${withinDays} days` },
      { measure: 'recency', value: days, unit: 'days', band: `under ${withinDays}` },
    ],
  };
}

function lapsed({ stage }: Trace, all: readonly Trace[]): Assigned {
  const days = Math.min(...all.map((trace) => trace.days));
  return {
    segment: 'lapsed',
    confidence: 1,
    reasons: [
      { measure: 'furthest', value: stage.name },
      { measure: 'recency', value: days, unit: 'days', band: 'too long ago' },
    ],
  };
}
