import type { Campaign, Purpose } from '@sintonia/spec';

/** What people can subscribe to, by the declared campaigns. */
export interface Offer {
  /** Purposes other than `service`. */
  readonly purposes: readonly Purpose[];
  readonly topics: readonly { readonly topic: string; readonly purpose: Purpose }[];
  readonly locales: readonly string[];
}

export function offerOf(campaigns: Iterable<Campaign>): Offer {
  const purposes = new Set<Purpose>();
  const topics = new Map<string, Purpose>();
  const locales = new Set<string>();
  for (const { purpose = 'marketing', topic, locales: spoken = ['en'] } of campaigns) {
    for (const locale of spoken) locales.add(locale);
    if (purpose === 'service') continue;
    purposes.add(purpose);
    if (topic !== undefined) topics.set(topic, purpose);
  }
  return {
    purposes: [...purposes],
    topics: [...topics].map(([topic, purpose]) => ({ topic, purpose })),
    locales: [...locales],
  };
}
