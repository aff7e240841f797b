import type { DispatcherLaw, DispatcherRig } from './law.js';

/**
 * Why a law says nothing about this dispatcher, if so.
 *
 * @param noFeedback why there are no reports: only who says so is not asked for them.
 * @throws Error where the laws of feedback could not be checked, and nobody said why.
 */
export function leftOut(
  { dispatcher, reports = [], toleranceMs }: DispatcherRig,
  { channel, needs }: Pick<DispatcherLaw, 'channel' | 'needs'>,
  noFeedback: string | undefined,
): string | undefined {
  if (channel !== undefined && channel !== dispatcher.channel) return `It is about ${channel} only.`;
  if (needs === undefined) return undefined;
  if (noFeedback !== undefined) {
    if (dispatcher.parseFeedback === undefined && reports.length === 0) return noFeedback;
    throw new Error('noFeedback is given, but there is parseFeedback, or there are reports.');
  }
  for (const member of ['parseFeedback', 'verify'] as const) {
    if (dispatcher[member] === undefined) {
      throw new Error(`There is no ${member}. Where the provider reports nothing, give noFeedback: 'why'.`);
    }
  }
  if (reports.length === 0) throw new Error('There is parseFeedback, and no reports are given to check it with.');
  return needs === 'toleranceMs' && toleranceMs === undefined ? 'This provider does not sign the time.' : undefined;
}
