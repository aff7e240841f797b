import type { CollectedConsent, IdentifyInput, Purpose } from '@sintonia/spec';

/** Which of our purposes a yes or no to a channel is about. */
export interface ConsentPurposes {
  /** Default: `['marketing']`. */
  readonly email?: readonly Purpose[];
  /** Default: `['sms-marketing']`. */
  readonly sms?: readonly Purpose[];
}

/** A customer, wherever it was read. */
export interface ShopCustomer {
  readonly id: string;
  readonly updatedAt: number;
  /** By name; `null` where it is empty. */
  readonly traits: Readonly<Record<string, string | null>>;
  readonly said: readonly ShopConsent[];
}

/** What somebody said about a channel. */
export interface ShopConsent {
  readonly channel: 'email' | 'sms';
  /** Shopify's word, in any case. */
  readonly state: string;
  readonly at: number;
}

export function customerIdentity({ id, traits }: ShopCustomer): IdentifyInput {
  return { userId: id, traits };
}

/** Only a clear yes or no: `pending`, `not_subscribed`, `redacted` and `invalid` say nothing that would have to be kept. */
export function consentsOf(
  userId: string,
  said: readonly ShopConsent[],
  purposes: Required<ConsentPurposes>,
): readonly CollectedConsent[] {
  return said.flatMap(({ channel, state, at }) => {
    const word = state.toLowerCase();
    if ((word !== 'subscribed' && word !== 'unsubscribed') || purposes[channel].length === 0) return [];
    return [{ userId, purposes: purposes[channel], granted: word === 'subscribed', at, source: 'shopify' }];
  });
}
