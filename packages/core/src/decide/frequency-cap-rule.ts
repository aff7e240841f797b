import { DAY, type DecisionContext, type DecisionRule } from '@sintonia/spec';

/** At most so many messages in so many days. What the person asked for (`service`) neither counts nor waits. */
export function frequencyCapRule(cap: { readonly messages: number; readonly days: number }): DecisionRule {
  return {
    name: 'frequencyCap',
    specVersion: 1,
    judge({ purpose, sent, now }: DecisionContext) {
      if (purpose === 'service') return { verdict: 'pass', because: 'serviceMessage' };
      const window = cap.days * DAY;
      const recent = sent.filter(({ at }) => at > now - window);
      if (recent.length < cap.messages) return { verdict: 'pass', because: 'underCap' };
      return { verdict: 'hold', because: 'capReached', details: { messages: cap.messages, days: cap.days } };
    },
  };
}
