import type { RuleVerdict } from '@sintonia/spec';

/** Rules that send each other round in circles so often will not agree. */
const ROUNDS = 10;

/**
 * Asks rules about one moment after the other, until none wants to wait any longer: the moment that suits one may lie in the
 * quiet hours of another.
 *
 * @param judge what every rule says about a moment, always in the same order.
 * @returns when (absent when a rule holds) and what each rule said; of those that made it wait, their last word.
 */
export function agreeOnTime(
  now: number,
  judge: (at: number) => readonly RuleVerdict[],
): { readonly at?: number; readonly verdicts: readonly RuleVerdict[] } {
  let at = now;
  let verdicts = judge(at);
  for (let round = 0, latest = verdicts; round < ROUNDS; round++) {
    if (latest.some(({ verdict }) => verdict === 'hold')) return { verdicts };
    const next = Math.max(at, ...latest.map(({ verdict, until = at }) => (verdict === 'later' ? until : at)));
    if (next === at) return { at, verdicts };
    at = next;
    latest = judge(at);
    verdicts = verdicts.map((before, index) =>
      latest[index]?.verdict === 'pass' ? before : (latest[index] ?? before),
    );
  }
  return { verdicts: [...verdicts, { rule: 'timing', verdict: 'hold', because: 'noTimeFits' }] };
}
