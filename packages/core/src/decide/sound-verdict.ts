import type { DecisionRule, RuleVerdict } from '@sintonia/spec';

type Verdict = ReturnType<DecisionRule['judge']>;

/** What a rule said, or an error when that is no verdict: what we can't read must not pass for a yes. */
export function soundVerdict(rule: string, said: Verdict): RuleVerdict {
  const isKnown = said?.verdict === 'pass' || said?.verdict === 'hold';
  const isLater = said?.verdict === 'later' && Number.isFinite(said.until);
  if (!isKnown && !isLater) throw new TypeError(`The rule ${rule} gave no verdict.`);
  return { ...said, rule };
}
