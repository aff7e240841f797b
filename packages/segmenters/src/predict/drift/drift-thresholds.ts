import type { Drift } from '@sintonia/spec';

/** From which value on something counts as changed. */
export interface DriftThreshold {
  readonly moderate: number;
  readonly major: number;
}

/**
 * `population`: the usual bounds of the population stability index (Siddiqi, *Credit Risk Scorecards*, 2006). `calibration`: how far
 * the share that came true lies from the one that was promised. `purchases`: how many times more, or fewer, than expected.
 */
export const driftThresholds: Readonly<Record<Drift['kind'], DriftThreshold>> = {
  population: { moderate: 0.1, major: 0.25 },
  calibration: { moderate: 0.05, major: 0.1 },
  purchases: { moderate: 1.25, major: 1.5 },
};

/** The finding, where there is one. @param size how large `value` is, where that is not the value itself. */
export function driftOf(kind: Drift['kind'], of: string, value: number, size = Math.abs(value)): readonly Drift[] {
  const { moderate, major } = driftThresholds[kind];
  if (!(size >= moderate)) return [];
  const level = size >= major ? 'major' : 'moderate';
  return [{ kind, of, value, threshold: level === 'major' ? major : moderate, level }];
}
