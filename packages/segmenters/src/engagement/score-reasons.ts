import type { Membership, MembershipReason, Signal } from '@sintonia/spec';
import { Activity, type EngagementScore } from './activity.js';
import type { EngagementSettings } from './engagement-options.js';

export const DORMANT = 'dormant';

/** What somebody's signals say by now. */
export function activityOf(signals: readonly Signal[], settings: EngagementSettings, now: number) {
  const activity = new Activity(settings, now);
  for (const signal of signals) activity.add(signal);
  return activity.score;
}

/** Who did something once, and nothing within the window. */
export function dormant(
  signals: readonly Signal[],
  { withinDays }: EngagementSettings,
): Omit<Membership, 'segmenter'>[] {
  if (signals.length === 0) return [];
  const reason = { measure: 'score', value: 0, unit: 'of 100', band: `nothing within ${withinDays} days` };
  return [{ segment: DORMANT, confidence: 1, reasons: [reason] }];
}

/** The score first, then its parts, whose contributions add up to it. */
export function inBand(
  segment: string,
  band: string,
  { score, parts }: EngagementScore,
): Omit<Membership, 'segmenter'>[] {
  const reasons: MembershipReason[] = [{ measure: 'score', value: score, unit: 'of 100', band }, ...parts];
  return [{ segment, confidence: 1, reasons }];
}
