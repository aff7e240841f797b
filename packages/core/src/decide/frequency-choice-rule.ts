import { DAY, type DecisionContext, type DecisionRule, type MessageFrequency } from '@sintonia/spec';

const daysOf: Readonly<Record<MessageFrequency, number>> = { asItComes: 0, daily: 1, weekly: 7, monthly: 30 };

/**
 * No more often than the person chose, whatever the cap allows. What comes too early is held, not put off: the messages of a week would
 * all arrive at its end. What the person asked for (`service`) neither counts nor waits.
 */
export const frequencyChoiceRule: DecisionRule = {
  name: 'frequencyChoice',
  specVersion: 1,
  judge({ purpose, sent, frequency = 'asItComes', now }: DecisionContext) {
    if (purpose === 'service') return { verdict: 'pass', because: 'serviceMessage' };
    const since = now - daysOf[frequency] * DAY;
    const details = { frequency };
    return frequency !== 'asItComes' && sent.some(({ at }) => at > since)
      ? { verdict: 'hold', because: 'tooEarly', details }
      : { verdict: 'pass', because: 'asOftenAsChosen', details };
  },
};
