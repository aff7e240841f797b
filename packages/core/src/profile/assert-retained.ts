import { type Rule, windowIn } from '@sintonia/rules';
import { DAY, SintoniaError } from '@sintonia/spec';

/**
 * Refuses a rule that looks at single signals from before the time for which they are kept: made anew, it would count what happens to be
 * left. Traits and counts are no trouble, since what is folded stays in them.
 *
 * @throws SINTONIA_INPUT_INVALID that names the field and `retention.days`.
 */
export function assertRetained({ rule }: Rule, retentionMs: number, field: string): void {
  const window = windowIn(rule);
  if (window <= retentionMs) return;
  const back = window === Number.POSITIVE_INFINITY ? 'for all time' : `${window / DAY} days`;
  const [longest, advice] = [retentionMs / DAY, 'or ask for a count or a computed trait, which retention leaves alone'];
  throw new SintoniaError(
    'INPUT_INVALID',
    `${field} looks back ${back}, but retention.days keeps signals for ${longest} days. Give it a shorter "within", ${advice}.`,
    { field, details: { retentionDays: longest, ...(Number.isFinite(window) && { windowDays: window / DAY }) } },
  );
}
