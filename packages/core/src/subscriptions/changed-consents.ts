import type { MessageFrequency, Purpose, SubscriptionState } from '@sintonia/spec';
import { FREQUENCIES, frequencyPurpose } from '../privacy/chosen-frequency.js';
import { topicPurpose } from '../privacy/purposes-of.js';
import type { Offer } from './offer.js';
import type { ReadChange } from './read-change.js';

/** What of this the person agrees to now. */
export type Agreement = (purpose: Purpose) => boolean;

/** What is granted and what is taken back, each once. */
export interface ChangedConsents {
  readonly granted: readonly Purpose[];
  readonly withdrawn: readonly Purpose[];
}

/** What a page shows to somebody who agrees to so much. */
export function shownState(offer: Offer, agrees: Agreement, frequency: MessageFrequency): SubscriptionState {
  return {
    topics: offer.topics.map(({ topic, purpose }) => ({
      topic,
      purpose,
      subscribed: agrees(purpose) && agrees(topicPurpose(purpose, topic)),
    })),
    subscribed: offer.purposes.some(agrees),
    frequency,
    locales: offer.locales,
  };
}

/** The consents that make a change come true, and nothing that is so already. */
export function changedConsents(offer: Offer, agrees: Agreement, change: ReadChange): ChangedConsents {
  const wanted = new Map<Purpose, boolean>();
  const willAgree = (purpose: Purpose) => wanted.get(purpose) ?? agrees(purpose);
  if (change.subscribed !== undefined) for (const purpose of offer.purposes) wanted.set(purpose, change.subscribed);
  const reopened = new Set<Purpose>();
  for (const { topic, purpose } of offer.topics) {
    const isWanted = change.topics.get(topic);
    if (isWanted === undefined) continue;
    wanted.set(topicPurpose(purpose, topic), isWanted);
    if (!isWanted || willAgree(purpose)) continue;
    wanted.set(purpose, true);
    reopened.add(purpose);
  }
  // Where the whole purpose was left, no topic was shown as subscribed: only those that were asked for come back with it.
  for (const { topic, purpose } of offer.topics) {
    if (reopened.has(purpose) && !change.topics.has(topic)) wanted.set(topicPurpose(purpose, topic), false);
  }
  if (change.frequency !== undefined) {
    const isDefault = !FREQUENCIES.some((each) => agrees(frequencyPurpose(each))) && change.frequency === 'asItComes';
    for (const each of FREQUENCIES) wanted.set(frequencyPurpose(each), each === change.frequency && !isDefault);
  }
  const changed = [...wanted].filter(([purpose, isWanted]) => isWanted !== agrees(purpose));
  return {
    granted: changed.filter(([, isWanted]) => isWanted).map(([purpose]) => purpose),
    withdrawn: changed.filter(([, isWanted]) => !isWanted).map(([purpose]) => purpose),
  };
}
