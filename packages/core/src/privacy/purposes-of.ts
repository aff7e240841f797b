import type { Campaign, Decision, Purpose } from '@sintonia/spec';

/** Under this name the consent ledger knows a topic. It holds until it is taken back, as long as its purpose does. */
export function topicPurpose(purpose: Purpose, topic: string): Purpose {
  return `${purpose}/${topic}`;
}

/** Topics hold by default: what is denied by default is their purpose. */
export function topicDefaults(campaigns: Iterable<Campaign>): { readonly [topic: string]: true } {
  const topics = [...campaigns].flatMap((campaign) => purposesOf(campaign).slice(1));
  return Object.fromEntries(topics.map((topic) => [topic, true]));
}

/** What a person must agree to for a message: its purpose and, where it has one, its topic. */
export function purposesOf({
  purpose = 'marketing',
  topic,
}: Pick<Campaign | Decision, 'purpose' | 'topic'>): readonly Purpose[] {
  return topic === undefined ? [purpose] : [purpose, topicPurpose(purpose, topic)];
}
