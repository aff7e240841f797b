import { answered, count, instant, listOf, number, text, word } from '../shapes/answered.js';

const variant = word('personal', 'generic');
const probability = { type: 'number', exclusiveMinimum: 0, maximum: 1 };

/** One place in a list. */
const pick = answered(
  {
    itemId: text,
    score: { ...number, description: 'Higher is better, comparable within its source.' },
    source: { ...text, description: 'The recommender that proposed it.' },
    reasons: listOf(answered({ kind: text, contribution: number })),
  },
  { item: answered({ itemId: text }), propensity: probability },
);

/** What `/recommendations` answers. */
export const recommendationsAnswer = answered(
  { person: text, picks: listOf(pick), variant },
  {
    exposureId: { ...text, description: 'Names this list in feedback.' },
    next: { ...text, description: 'Asks for the next page, as `after`.' },
    keptOut: { type: 'object', additionalProperties: count },
  },
);

const verdict = answered(
  { rule: text, verdict: word('pass', 'later', 'hold'), because: text },
  { until: instant, details: { type: 'object' } },
);

/** What `/decisions` answers. */
export const decisionsAnswer = answered(
  {
    person: text,
    campaign: text,
    channel: text,
    purpose: text,
    outcome: word('send', 'later', 'hold'),
    variant,
    propensity: probability,
    trace: listOf(verdict),
  },
  { topic: text, at: instant },
);
